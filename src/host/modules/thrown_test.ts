import assert from "node:assert/strict";
import { thrownError } from "./thrown.ts";

function withStack(error: Error, stack: string): Error {
  error.stack = stack;
  return error;
}

Deno.test("thrownError() reads the places of a stack as written by Deno, Node and Bun", () => {
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

Deno.test("thrownError() leaves out the files of penumbra, its own and those of the package", () => {
  const error = withStack(
    new TypeError("not a column"),
    `TypeError: not a column
    at entity (${new URL("../../entities/builder/entity.ts", import.meta.url)}:1:2)
    at entity (file:///project/node_modules/penumbra/chunk-3WNAWOW3.js:173:17)
    at file:///project/a.ts:4:8`,
  );
  assert.deepEqual(thrownError(error).places.map(({ url }) => url), ["file:///project/a.ts"]);
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

Deno.test("thrownError() returns the first of Bun's parser errors, with its position", () => {
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

Deno.test("thrownError() names the import that was not found, and its module", () => {
  const missing = (message: string) => {
    const { missingImport, missesModule } = thrownError(withStack(new TypeError(message), ""));
    return [missingImport?.name, missingImport?.url, missesModule];
  };
  const a = "file:///project/a.ts";
  assert.deepEqual(missing("Cannot find package '@a/b' from '/project/a.ts'"), ["@a/b", a, true]);
  assert.deepEqual(missing("Cannot find module './c' imported from /project/a.ts"), [
    "./c",
    a,
    true,
  ]);
  assert.deepEqual(missing("Cannot find module 'c'\nRequire stack:\n- /project/a.ts"), [
    "c",
    a,
    true,
  ]);
  for (
    const message of ['Import "c" not a dependency', 'Module not found "file:///project/c.ts".']
  ) {
    assert.deepEqual(missing(message), [undefined, undefined, true]);
  }
  assert.deepEqual(missing("no DATABASE_URL"), [undefined, undefined, undefined]);
});

Deno.test("thrownError() accepts any thrown value", () => {
  for (const [thrown, message] of [["words", "words"], [undefined, "undefined"], [7, "7"]]) {
    assert.deepEqual(thrownError(thrown), { name: "", message, places: [] });
  }
});
