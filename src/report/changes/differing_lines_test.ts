import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";
import { holds } from "../../../tests/support/property.ts";
import { differingLines } from "./differing_lines.ts";

function shown(before: string, after: string): string[] {
  return differingLines(before, after).map(({ mark, line }) => `${mark}${line}`);
}

Deno.test("differingLines() returns what was removed and added, in order", () => {
  assert.deepEqual(shown("a\nb\nc\nd", "a\nx\nc\nd\ne"), ["-b", "+x", "+e"]);
  assert.deepEqual(shown("a\nb\na", "b\na"), ["-a"]);
  assert.deepEqual(shown("a", "b"), ["-a", "+b"]);
});

Deno.test("differingLines() ignores how lines end, and white space around them", () => {
  assert.deepEqual(shown("a\r\n  b  \rc", "a\n\tb\nc "), []);
});

Deno.test("differingLines() are exactly what makes one text from the other", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 8 });
  holds(fc.tuple(text, text), ([before, after]) => {
    const lines = differingLines(before.join("\n"), after.join("\n"));
    const marked = (mark: string) => lines.filter((it) => it.mark === mark).length;
    assert.equal(before.length - marked("-"), after.length - marked("+"));
    assert.equal(lines.length === 0, before.join() === after.join());
    const rest = (all: readonly string[], mark: string) => {
      const gone = lines.filter((it) => it.mark === mark).map(({ line }) => line);
      const left = [...all];
      for (const line of gone) left.splice(left.indexOf(line), 1);
      return left.sort();
    };
    assert.deepEqual(rest(before, "-"), rest(after, "+"));
  });
});

Deno.test("differingLines() compares long texts only at their ends", () => {
  const long = (middle: string) =>
    ["a", ...Array.from({ length: 2_000 }, (_, index) => `${middle} ${index}`), "z"].join("\n");
  const lines = differingLines(long("old"), long("new"));
  assert.equal(lines.length, 4_000);
  assert.deepEqual([lines[0], lines.at(-1)], [
    { mark: "-", line: "old 0" },
    { mark: "+", line: "new 1999" },
  ]);
});
