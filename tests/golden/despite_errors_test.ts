import assert from "node:assert/strict";
import { attemptsOf, lossesDespiteErrors, runDespiteErrors } from "./despite_errors.ts";
import { openWith } from "./engines.ts";
import { tableSizes } from "../support/row_losses.ts";
import { attemptsForShell, HAS_SHELL, lossesInShell } from "./shell.ts";

const golden = {
  name: "rebuild",
  before: "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT);",
  after: "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT CHECK (n > 0));",
  rows: "INSERT INTO t VALUES (1, 1), (2, 2);",
  holds: "",
  answers: { stops: { rows: "INSERT INTO t VALUES (1, 1), (2, -2);", says: "CHECK" } },
};
const kept = [{ before: "t", after: "t" }];

/** Loses rows where the copy fails and the runner continues. */
const UNSAFE = [
  "CREATE TABLE __new_t (id INTEGER PRIMARY KEY, n INT CHECK (n > 0))",
  "INSERT INTO __new_t SELECT id, n FROM t",
  "DROP TABLE t",
  "ALTER TABLE __new_t RENAME TO t",
];

/** Drops the rows only where all of them have arrived. */
const SAFE = [
  "SAVEPOINT safe",
  "ALTER TABLE t RENAME TO __old_t",
  "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT CHECK (n > 0))",
  "INSERT INTO t SELECT id, n FROM __old_t",
  "CREATE TABLE __gate (arrived CHECK (arrived))",
  "INSERT INTO __gate SELECT 1 WHERE (SELECT count(*) FROM t) = (SELECT count(*) FROM __old_t)",
  "INSERT OR ROLLBACK INTO __gate SELECT count(*) FROM __gate",
  "DROP TABLE __gate",
  "DROP TABLE __old_t",
  "RELEASE safe",
];

Deno.test("lossesDespiteErrors() sees rows that a failing statement loses, and none where none are lost", async () => {
  const lost = (statements: readonly string[]) =>
    lossesDespiteErrors(golden, statements, { attempts: attemptsOf(golden, statements), kept });
  const losses = await lost(UNSAFE);
  assert.match(losses.join("\n"), /statement 2 of 4 fails .*: 2 rows of "t" became 0/);
  assert.match(losses.join("\n"), /the rows stop it: 2 rows of "t" became 0/);
  assert.deepEqual(await lost(SAFE), []);
});

Deno.test("attemptsOf() lets every statement fail but one that opens a transaction", () => {
  const failing = attemptsOf(golden, SAFE).map((it) => it.failing);
  assert.equal(failing.includes(0), false);
  assert.deepEqual([...new Set(failing)], [1, 2, 3, 4, 5, 6, 7, 8, 9, undefined]);
  assert.deepEqual(attemptsOf({ ...golden, answers: { target: "d1" } }, SAFE), []);
});

Deno.test("runDespiteErrors() leaves no transaction open", async () => {
  const mode = { engine: "sqlite", transaction: false, foreignKeys: true, legacy: false } as const;
  const database = await openWith(mode, golden.before, golden.rows);
  runDespiteErrors(database, SAFE.slice(0, 4), mode);
  assert.deepEqual([...tableSizes(database)], [["t", 2]]);
  database.close();
});

Deno.test({
  name: HAS_SHELL
    ? "lossesInShell() sees what the sqlite3 shell loses, and nothing where nothing is lost"
    : "lossesInShell() (skipped: there is no sqlite3 shell here)",
  ignore: !HAS_SHELL,
  fn: async () => {
    const lost = (statements: readonly string[]) => {
      const attempts = attemptsForShell(attemptsOf(golden, statements), statements);
      return lossesInShell({ schema: golden.before, statements, attempts, kept });
    };
    const losses = await lost(UNSAFE);
    assert.match(losses!.join("\n"), /statement 2 of 4 fails .*: 2 rows of "t" became 0/);
    assert.match(losses!.join("\n"), /the rows stop it: 2 rows of "t" became 0/);
    assert.deepEqual(await lost(SAFE), []);
    const unknown = { schema: "CREATE TABLE t (a NO SUCH);", attempts: [], kept };
    assert.deepEqual(await lossesInShell({ ...unknown, statements: SAFE }), []);
  },
});
