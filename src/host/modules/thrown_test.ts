import assert from "node:assert/strict";
import { thrownError } from "./thrown.ts";

function withStack(error: Error, stack: string): Error {
  error.stack = stack;
  return error;
}

Deno.test("thrownError() reads the places of a stack, as Deno, Node and Bun write it", () => {
  const error = withStack(
    new RangeError("too far"),
    `RangeError: too far
    at pick (file:///project/helper.ts:3:9)
    at \x1b[36mfile:///project/a%20b.ts\x1b[0m:\x1b[33m12\x1b[0m:\x1b[33m1\x1b[0m
    at async /project/c.ts:1:22
    at <anonymous> (https://example.com/d.ts:4:5)
    at node:internal/modules:1:2`,
  );
  assert.deepEqual(thrownError(error), {
    name: "RangeError",
    message: "too far",
    places: [
      { url: "file:///project/helper.ts", line: 3, column: 9 },
      { url: "file:///project/a%20b.ts", line: 12, column: 1 },
      { url: "file:///project/c.ts", line: 1, column: 22 },
      { url: "https://example.com/d.ts", line: 4, column: 5 },
    ],
  });
});

Deno.test("thrownError() puts the place that a message names before those of the stack", () => {
  const error = withStack(
    new TypeError("SyntaxError: Expected ','\n  |\n4 | b: 1 2\n    at file:///project/a.ts:4:8"),
    "at async file:///project/other.ts:1:1",
  );
  const { message, places } = thrownError(error);
  assert.equal(message, "Expected ','");
  assert.deepEqual(places.map(({ url, line }) => `${url} ${line}`), [
    "file:///project/a.ts 4",
    "file:///project/other.ts 1",
  ]);
});

Deno.test("thrownError() takes the first of Bun's errors of a parser, at its position", () => {
  const first = {
    name: "BuildMessage",
    message: 'Expected "}"',
    position: { file: "/project/a.ts", line: 4, column: 8 },
  };
  assert.deepEqual(thrownError(new AggregateError([first], "2 errors")), {
    name: "BuildMessage",
    message: 'Expected "}"',
    places: [{ url: "file:///project/a.ts", line: 4, column: 8 }],
  });
});

Deno.test("thrownError() names the bare import that led nowhere", () => {
  const missing = (message: string) =>
    thrownError(withStack(new TypeError(message), "")).missingImport;
  assert.equal(missing('Import "drizzle-orm" not a dependency\n  hint: add it'), "drizzle-orm");
  assert.equal(missing("Cannot find package '@a/b' from '/project/a.ts'"), "@a/b");
  assert.equal(missing("Cannot find module 'c'\nRequire stack:\n- /project/a.ts"), "c");
  assert.equal(missing('Module not found "file:///project/c.ts".'), undefined);
  assert.equal(missing("Cannot find module './c.ts'"), undefined);
});

Deno.test("thrownError() takes anything that can be thrown", () => {
  for (const [thrown, message] of [["words", "words"], [undefined, "undefined"], [7, "7"]]) {
    assert.deepEqual(thrownError(thrown), { name: "", message, places: [] });
  }
});
