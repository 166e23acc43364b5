import assert from "node:assert/strict";
import type { ReplayMode } from "../database/run_steps.ts";
import { readStatements } from "../../sql/read_statements.ts";
import { runWithoutKeys } from "./enforced_keys.ts";

const AUTOCOMMIT: ReplayMode = { transaction: "none", foreignKeys: "on", control: "runs" };

/** The statements during which keys cannot be enforced, one text a file. */
function without(mode: ReplayMode, ...texts: readonly string[]): string[] {
  const read = readStatements(texts.map((text, index) => ({ name: `${index}.sql`, text })));
  assert(read.ok);
  return [...runWithoutKeys(read.value, mode)].map(({ sql }) => sql);
}

Deno.test("runWithoutKeys() returns what follows PRAGMA foreign_keys = OFF in its file", () => {
  const rest = "DELETE FROM t; PRAGMA foreign_keys = ON; DELETE FROM u";
  for (
    const off of [
      "foreign_keys=OFF",
      "foreign_keys = 0",
      "main.foreign_keys(false)",
      "foreign_keys = 'no'",
    ]
  ) {
    assert.deepEqual(
      without(AUTOCOMMIT, `DELETE FROM s; PRAGMA ${off}; ${rest}`, "DELETE FROM v"),
      [
        `PRAGMA ${off}`,
        "DELETE FROM t",
      ],
    );
  }
});

Deno.test("runWithoutKeys() returns nothing if the pragma has no effect or another one", () => {
  const texts = ["PRAGMA foreign_keys = OFF; DELETE FROM t"];
  assert.deepEqual(without({ ...AUTOCOMMIT, transaction: "file" }, ...texts), []);
  assert.deepEqual(without(AUTOCOMMIT, `BEGIN; ${texts[0]}`), []);
  assert.deepEqual(without(AUTOCOMMIT, "PRAGMA foreign_keys; DELETE FROM t"), []);
  assert.deepEqual(without(AUTOCOMMIT, "PRAGMA defer_foreign_keys = OFF; DELETE FROM t"), []);
});

Deno.test("runWithoutKeys() starts with the setting of the runner", () => {
  const mode: ReplayMode = { ...AUTOCOMMIT, transaction: "file", foreignKeys: "off" };
  assert.deepEqual(without(mode, "DELETE FROM t"), ["DELETE FROM t"]);
  assert.deepEqual(without(mode, "PRAGMA foreign_keys = ON; DELETE FROM t"), []);
});
