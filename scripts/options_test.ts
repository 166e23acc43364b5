import assert from "node:assert/strict";
import { flag, helpFor, Misuse, number, numbers, oneOf, parseOptions, text } from "./options.ts";

const TABLE = {
  seed: number("The first seed", undefined),
  sizes: numbers("Sizes", [5, 50]),
  engine: oneOf(["sqlite", "libsql"], "The engine", undefined),
  out: text("folder", "Where to write", "dist"),
  full: flag("Everything"),
};

Deno.test("parseOptions() reads values and fills in defaults", () => {
  assert.deepEqual(parseOptions(TABLE, []), {
    seed: undefined,
    sizes: [5, 50],
    engine: undefined,
    out: "dist",
    full: false,
  });
  const args = ["--seed", "7", "--sizes=1,2", "--engine", "libsql", "--out", "a b", "--full"];
  assert.deepEqual(parseOptions(TABLE, args), {
    seed: 7,
    sizes: [1, 2],
    engine: "libsql",
    out: "a b",
    full: true,
  });
});

Deno.test("parseOptions() refuses with one line what no option takes", () => {
  const refused = (...args: readonly string[]) => {
    try {
      return parseOptions(TABLE, args);
    } catch (error) {
      assert(error instanceof Misuse);
      return error.message;
    }
  };
  assert.equal(refused("--sed", "7"), "There is no --sed");
  assert.equal(refused("--toString"), "There is no --toString");
  assert.equal(refused("x"), 'Cannot use "x"');
  assert.equal(refused("--seed"), "--seed takes a value");
  assert.equal(refused("--full=1"), "--full takes no value");
  const whole = "it is not a whole number above 0";
  assert.equal(refused("--seed", "0.5"), `Cannot use "0.5" for --seed: ${whole}`);
  assert.equal(refused("--sizes", "1,,2"), `Cannot use "" for --sizes: ${whole}`);
  assert.equal(
    refused("--engine", "d1"),
    'Cannot use "d1" for --engine: it takes sqlite or libsql',
  );
});

Deno.test("helpFor() lists the options with their defaults", () => {
  assert.equal(
    helpFor(TABLE).join("\n"),
    `  --seed <n>                The first seed
  --sizes <n,n>             Sizes (default: 5,50)
  --engine <sqlite|libsql>  The engine
  --out <folder>            Where to write (default: dist)
  --full                    Everything`,
  );
});
