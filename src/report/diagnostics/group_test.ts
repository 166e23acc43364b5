import assert from "node:assert/strict";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { groupAlike } from "./group.ts";

function empty(name: string): Diagnostic {
  const source = { name, text: "\n-- soon" };
  return {
    code: "migrations/empty",
    severity: "warning",
    message: `"${name}" contains no statement`,
    span: { source, startOffset: 1, endOffset: 2 },
    notes: ["n"],
    hint: "Write it",
  };
}

const messages = (list: readonly Diagnostic[]) => groupAlike(list).map(({ message }) => message);

Deno.test("groupAlike() merges similar findings, with their count and the first places", () => {
  const other: Diagnostic = { code: "a/b", severity: "error", message: "M" };
  const many = Array.from({ length: 156 }, (_, index) => empty(`${index + 1}.sql`));
  const [first, second, ...rest] = groupAlike([many[0]!, other, ...many.slice(1)]);
  assert.deepEqual([second, rest], [other, []]);
  assert.deepEqual(first, {
    ...many[0]!,
    message:
      '"1.sql" contains no statement (156 like this: 1.sql:2, 2.sql:2, 3.sql:2 and 153 more; ' +
      "--verbose lists them)",
    isGroup: true,
  });
});

Deno.test("groupAlike() leaves out notes that are not about all", () => {
  const list = ["1.sql", "2.sql", "3.sql", "4.sql"].map(empty);
  const [group] = groupAlike([{ ...list[0]!, notes: ["m"] }, ...list.slice(1)]);
  assert.equal("notes" in group!, false);
});

Deno.test("groupAlike() counts findings as similar if their hints differ in the name of the file", () => {
  const named = ["a/1_x.go", "a/2_y.go", "a/3_z.go", "a/4_z.go"].map((path): Diagnostic => ({
    code: "a/b",
    severity: "error",
    message: `Cannot replay "${path}"`,
    hint: `Name "${path.slice(2)}", and write "${path.slice(2, 5)}.sql"`,
  }));
  assert.deepEqual(messages(named), [
    'Cannot replay "a/1_x.go" (4 like this: "a/1_x.go", "a/2_y.go", "a/3_z.go" and 1 more; ' +
    "--verbose lists them)",
  ]);
  const source = { name: "a/1.sql", text: "f(); g()" };
  const calls = ["f", "f", "g", "f", "f"].map((name, index): Diagnostic => ({
    code: "a/b",
    severity: "error",
    message: `Cannot run statement ${index} of 1.sql: no such function "${name}"`,
    span: { source, startOffset: 0, endOffset: 1 },
    hint: `Declare "${name}"`,
  }));
  assert.equal(messages(calls).length, 2);
});

Deno.test("groupAlike() leaves a few similar ones separate", () => {
  const few = ["1.sql", "2.sql", "3.sql"].map(empty);
  assert.deepEqual(groupAlike(few), few);
  const mixed = [few[0]!, { ...few[1]!, hint: "other" }, few[2]!];
  assert.deepEqual(groupAlike(mixed), mixed);
  assert.equal(groupAlike([...few, empty("4.sql")]).length, 1);
});

Deno.test("groupAlike() counts findings as similar if they differ only in names", () => {
  const of = (message: string, rest: Partial<Diagnostic> = {}) =>
    Array.from({ length: 4 }, (): Diagnostic => ({
      code: "a/b",
      severity: "error",
      message,
      ...rest,
    }));
  assert.equal(messages([...of('drops "a"'), ...of('drops "b c"')]).length, 1);
  assert.equal(messages([...of('drops "a"'), ...of('keeps "a"')]).length, 2);
  assert.equal(messages([...of("m"), ...of("m", { severity: "note" })]).length, 2);
  assert.equal(messages([...of("m"), ...of("m", { hint: "h" })]).length, 2);
  assert.equal(messages([...of("m"), ...of("m", { code: "a/c" })]).length, 2);
  assert.deepEqual(messages(of("m")), ["m (4 like this; --verbose lists them)"]);
});

Deno.test("groupAlike() names each place once, and for a single one what the findings are about", () => {
  const twice = ["1.sql", "1.sql", "1.sql", "1.sql", "2.sql"].map(empty);
  assert.match(messages(twice)[0]!, / \(5 like this: 1\.sql:2, 2\.sql:2; --verbose lists them\)$/);
  const span = { source: { name: "1.sql", text: "DROP TABLE p" }, startOffset: 0, endOffset: 4 };
  const about = (name: string): Diagnostic => (
    { code: "a/b", severity: "error", message: `Table "${name}" references "p"`, span }
  );
  assert.deepEqual(groupAlike(["a", "b", "c", "d", "e"].map(about)), [{
    ...about("a"),
    message:
      'Table "a" references "p" (5 like this: "a", "b", "c" and 2 more; --verbose lists them)',
  }]);
});

Deno.test("groupAlike() names places with the given function", () => {
  const list = ["1.sql", "2.sql", "3.sql", "4.sql"].map(empty);
  const [group] = groupAlike(list, (name) => name === "2.sql" ? undefined : `api/${name}`);
  assert.match(
    group!.message,
    /4 like this: api\/1\.sql:2, api\/3\.sql:2, api\/4\.sql:2 and 1 more/,
  );
});
