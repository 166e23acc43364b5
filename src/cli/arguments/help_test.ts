import assert from "node:assert/strict";
import { assertKept } from "../../../tests/support/kept_file.ts";
import { readArguments } from "./args.ts";
import { createProgram } from "./program.ts";

function helpOf(...args: readonly string[]): string {
  const { request } = readArguments([...args, "--help"]);
  assert(request.kind === "help" && request.asked);
  return request.text;
}

/** Every command except help itself. */
const COMMANDS = createProgram(() => {}).commands.map((command) => command.name())
  .filter((name) => name !== "help");

for (const name of ["penumbra", ...COMMANDS]) {
  Deno.test(`the help of ${name} fits into 80 columns`, async () => {
    const help = helpOf(...(name === "penumbra" ? [] : [name]));
    assert.deepEqual(help.split("\n").filter((line) => line.length > 80 || /\s$/.test(line)), []);
    await assertKept(`tests/help/${name}.txt`, help);
  });
}

Deno.test("help is wrapped for a narrower terminal, between words, but not for a wider one", () => {
  const textAt = (columns: number) => {
    const { request } = readArguments(["check", "--help"], () => columns);
    assert(request.kind === "help");
    return request.text.split("Examples:")[0]!;
  };
  const words = (text: string) => text.split(/\s+/);
  assert.deepEqual(textAt(55).split("\n").filter((line) => line.length > 55), []);
  assert.deepEqual(words(textAt(55)), words(textAt(80)));
  assert.equal(textAt(200), textAt(80));
});

/** The command lines of the examples, split into words as by a shell. */
function examples(): string[][] {
  const texts = COMMANDS.map((name) => helpOf(name).split("Examples:\n")[1]!);
  const lines = texts.flatMap((text) =>
    Array.from(text.matchAll(/^ .*?\bpenumbra (.*?)(?:\)| {2}| [|>])/gm), ([, line]) => line!)
  );
  return lines.map((line) =>
    Array.from(line.matchAll(/"([^"]*)"|'([^']*)'|([^\s]+)/g), (it) => it[1] ?? it[2] ?? it[3]!)
  );
}

Deno.test("every example in the help can be parsed", () => {
  const lines = examples();
  assert(lines.length > COMMANDS.length);
  const isMisuse = (words: readonly string[]) => readArguments(words).request.kind === "misuse";
  assert.deepEqual(lines.filter(isMisuse), []);
});
