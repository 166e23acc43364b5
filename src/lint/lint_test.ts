import assert from "node:assert/strict";
import { statementsOf } from "../../tests/support/statements.ts";
import { RUNNERS } from "../migrations/runners/list.ts";
import type { Effect, Failed } from "../shadow/judge/effect.ts";
import { lint } from "./lint.ts";
import { copyCause } from "../shadow/judge/blame/copy_cause.ts";

/** What a runner does to shops, for certain or depending on their rows. */
function dropped(
  runner: string,
  { dependsOnRows, reason, text = "DROP TABLE shops;" }: Pick<Effect, "dependsOnRows"> & {
    readonly reason?: string;
    /** The file, whose last statement drops them. */
    readonly text?: string;
  },
) {
  const statement = statementsOf(text, "2.sql").at(-1)!;
  const facts = { kind: "table-dropped", table: "shops", isBack: false } as const;
  const failedBefore = reason === undefined ? [] : [{ statement, reason, atCommit: false }];
  const effect = { ...facts, statement, failedBefore, dependsOnRows };
  return { effect, runners: RUNNERS.filter(({ name }) => name === runner) };
}

Deno.test("lint() warns of a loss that depends on rows, unless it is certain with another runner", () => {
  const certain = dropped("transaction", { dependsOnRows: false });
  const doubtful = dropped("shell", { dependsOnRows: true });
  const severities = (effects: Parameters<typeof lint>[0]) =>
    lint(effects, RUNNERS).map(({ severity }) => severity);
  assert.deepEqual(severities([doubtful]), ["warning"]);
  assert.deepEqual(severities([certain, doubtful]), ["error"]);
});

Deno.test("lint() says how a runner that continues after an error stops at it", () => {
  const effect = dropped("shell", { dependsOnRows: true, reason: "shops has such rows" });
  const [found] = lint([effect], RUNNERS.filter(({ name }) => name === "shell"));
  assert.deepEqual(found?.notes, [
    "DROP TABLE shops failed before (shops has such rows), and the runner continues after errors",
  ]);
  assert.match(found?.hint ?? "", /sqlite3 -bail/);
  const other = lint([dropped("shell", { dependsOnRows: true })], RUNNERS);
  assert.match(other[0]?.hint ?? "", /for your own code\)\. Or: If that is intended/);
  assert.doesNotMatch(other[0]?.hint ?? "", /sqlite3 -bail/);
});

Deno.test("lint() names the runner of a file that asks for no transaction", () => {
  const text = "-- +goose NO TRANSACTION\nDROP TABLE towns;";
  const { effect: { statement }, runners } = dropped("goose", { dependsOnRows: false, text });
  const facts = { kind: "key-lost", table: "shops", columns: ["town"], parent: "towns" } as const;
  const effect = { ...facts, statement, failedBefore: [], dependsOnRows: false };
  const [found] = lint([{ effect, runners }], runners);
  assert.match(found?.message ?? "", /outside of a transaction: goose runs it that way/);
});

Deno.test("lint() says that the pragma of a file has no effect in a transaction", () => {
  const notes = (pragma: string) => {
    const text = `${pragma}; DROP TABLE shops;`;
    return lint([dropped("transaction", { dependsOnRows: false, text })], RUNNERS)[0]?.notes ?? [];
  };
  for (const pragma of ["foreign_keys=OFF", "main.foreign_keys = 0", "'foreign_keys'(no)"]) {
    assert.match(notes(`PRAGMA ${pragma}`)[0] ?? "", /no effect inside a transaction/, pragma);
  }
  for (const pragma of ["foreign_keys", "defer_foreign_keys=ON"]) {
    assert.doesNotMatch(notes(`PRAGMA ${pragma}`).join(), /no effect/, pragma);
  }
});

/** What lint() says of values of t.a that a copy makes others, those of another column perhaps. */
function severityOf(copy: string, from?: string): string[] {
  const statement = statementsOf(copy, "2.sql")[0]!;
  const facts = { kind: "values-lost", table: "t", column: "a", count: 2, isKey: false } as const;
  const cause = copyCause(statement, "a");
  const values = { becomes: "other", from, dependsOnRows: false, failedBefore: [] } as const;
  const effect = { ...facts, ...values, cause, statement };
  return lint([{ effect, runners: RUNNERS }], RUNNERS).map(({ code, severity }) =>
    `${severity} ${code}`
  );
}

Deno.test("lint() warns of a copy that selects a column as it is, but has other values", () => {
  const warning = ["warning lint/copy-drops-columns"];
  assert.deepEqual(severityOf("UPDATE n SET a = (SELECT o.a FROM t AS o);"), warning);
  assert.deepEqual(
    severityOf("INSERT INTO n (a) SELECT u.a FROM t JOIN u ON u.t = t.id;"),
    warning,
  );
  const note = ["note lint/changes-rows"];
  assert.deepEqual(severityOf("UPDATE n SET a = (SELECT max(o.a) FROM t AS o);"), note);
  assert.deepEqual(severityOf("INSERT INTO n (a) SELECT a || 'x' FROM t;"), note);
});

Deno.test("lint() is less sure that columns are swapped by mistake if the copy names them on both sides", () => {
  const severitySwapped = (copy: string) => severityOf(copy, "b");
  const swapped = ["error lint/copy-swaps-columns"];
  assert.deepEqual(severitySwapped("INSERT INTO n SELECT id, a, b FROM t;"), swapped);
  assert.deepEqual(severitySwapped("INSERT INTO n (id, b, a) SELECT * FROM t;"), swapped);
  const named = severitySwapped("INSERT INTO n (id, b, a) SELECT id, a, b FROM t;");
  assert.deepEqual(named, ["warning lint/copy-swaps-columns"]);
});

Deno.test("lint() says what to do about a statement that fails on rows", () => {
  const found = (text: string, failed: Pick<Failed, "reason"> & Partial<Effect>) => {
    const statement = statementsOf(text, "2.sql").at(-1)!;
    const usual = { atCommit: false, needsNull: false, isCertain: true } as const;
    const facts = { kind: "failed", ...usual, failedBefore: [], dependsOnRows: false } as const;
    const effect: Effect = { ...facts, ...failed, statement } as Effect;
    const [{ severity, hint } = {}] = lint([{ effect, runners: RUNNERS }], RUNNERS);
    return [severity, hint];
  };
  const reason = "FOREIGN KEY constraint failed";
  assert.deepEqual(found("DROP TABLE `my shops`", { reason }), [
    "error",
    'Drop the tables that reference "my shops" first, or let penumbra generate the rebuild',
  ]);
  assert.deepEqual(found("DELETE FROM shops", { reason }), [
    "error",
    "Change or delete the rows that reference these first",
  ]);
  const trait = { table: "shops", columns: ["id"], has: "null" } as const;
  const missing = { reason: "NOT NULL constraint failed: new.id", isCertain: false };
  const copy = "INSERT INTO new (id) SELECT id FROM shops";
  assert.equal(found(copy, { ...missing, trait })[0], "warning");
  assert.equal(found(copy, { ...missing, trait: { ...trait, isKey: true } })[0], "note");
});

Deno.test("lint() says why COMMIT does not check rows whose parents are gone", () => {
  const notes = (text: string) => {
    const [statement] = statementsOf(text, "2.sql");
    const facts = { kind: "orphans-left", table: "posts", parent: "users", count: 2 } as const;
    const effect = { ...facts, statement: statement!, failedBefore: [], dependsOnRows: false };
    return lint([{ effect, runners: RUNNERS }], RUNNERS)[0]?.notes ?? [];
  };
  const deferred = "DELETE FROM users; PRAGMA defer_foreign_keys = ON;";
  assert.deepEqual(notes(deferred), []);
  assert.match(notes(`${deferred} PRAGMA defer_foreign_keys = 0;`)[0]!, /^After PRAGMA defer/);
});

Deno.test("lint() takes rows that a DELETE takes along for lost by mistake if its own rows come back", () => {
  const [statement] = statementsOf("DELETE FROM users", "2.sql");
  const rows = { kind: "rows-lost", table: "posts", before: 3, after: 0 } as const;
  const usual = { statement: statement!, failedBefore: [], dependsOnRows: false };
  const found = (back?: string) => {
    const cause = { kind: "indirect", ...(back !== undefined && { back }) } as const;
    const effect: Effect = { ...rows, ...usual, cause };
    return lint([{ effect, runners: RUNNERS }], RUNNERS).map(({ severity, code }) =>
      `${severity} ${code}`
    );
  };
  assert.deepEqual(found(), ["note lint/changes-rows"]);
  assert.deepEqual(found("users"), ["error lint/cascade-on-rebuild"]);
});
