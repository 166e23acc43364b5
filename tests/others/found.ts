/** Helpers of the tests beside this file, which judge migrations of other tools. */
import assert from "node:assert/strict";
import type { EngineName } from "../../src/base/engine_name.ts";
import { describeChange } from "../../src/diff/describe.ts";
import { detectChanges } from "../../src/diff/detect_changes.ts";
import { lint } from "../../src/lint/lint.ts";
import { RUNNERS } from "../../src/migrations/runners/list.ts";
import { judgeFiles } from "../../src/shadow/judge/judge.ts";
import { readStatements } from "../../src/sql/read_statements.ts";
import { replay } from "../../src/shadow/replay/replay.ts";

/** A schema, a migration for it, and its runner. */
export interface Case {
  readonly before: string;
  readonly text: string;
  readonly runner: string;
  /** Default: plain SQLite. */
  readonly engine?: EngineName;
}

/** The errors and warnings about a migration, as `severity rule message`. */
export async function findingsOf(
  { before, text, runner, engine = "sqlite" }: Case,
): Promise<string[]> {
  const state = await replayed([before], engine);
  assert(state.ok, JSON.stringify(state.diagnostics));
  const migration = migrationOf(text, 1);
  const statements = readStatements([migration.source]);
  assert(statements.ok);
  const runners = RUNNERS.filter(({ name }) => name === runner);
  const { effects, unable } = await judgeFiles({
    engine,
    before: state.value.snapshot,
    files: [{ migration, statements: statements.value }],
    runners,
  });
  assert.deepEqual(unable, []);
  return lint(effects, runners).filter(({ severity }) => severity !== "note").map((it) =>
    `${it.severity} ${it.code.replace("lint/", "")} ${
      it.message.replace(/(?: and its data|, at).*$/, "")
    }`
  );
}

/** The remaining changes after a migration, in words; why it cannot be run, if it cannot. */
export async function missingAfter(
  { before, text, desired }: Pick<Case, "before" | "text"> & { readonly desired: string },
): Promise<string[]> {
  const [left, wanted] = [await replayed([before, text]), await replayed([desired])];
  assert(wanted.ok, JSON.stringify(wanted.diagnostics));
  if (!left.ok) return left.diagnostics.map(({ message }) => message.replace(/^.*?\.sql: /, ""));
  const changes = detectChanges(left.value.snapshot, wanted.value.snapshot, { columnOrder: "any" });
  return changes.map(describeChange);
}

async function replayed(texts: readonly string[], engine: EngineName = "sqlite") {
  return await replay(texts.map(migrationOf), undefined, { target: engine });
}

function migrationOf(text: string, index: number) {
  const id = String(index + 1);
  return { id, version: id, name: "", source: { name: `${id}.sql`, text } };
}

/** Shops and visits to them. */
export const SHOPS =
  `CREATE TABLE shops (id INTEGER PRIMARY KEY NOT NULL, name TEXT, town TEXT DEFAULT 'Delft');
CREATE TABLE visits (id INTEGER PRIMARY KEY NOT NULL, shop INTEGER NOT NULL, day TEXT,
  FOREIGN KEY (shop) REFERENCES shops(id) ON UPDATE no action ON DELETE cascade);`;

export const SET_NULL = SHOPS.replace("shop INTEGER NOT NULL", "shop INTEGER").replace(
  "cascade",
  "set null",
);

export const RESTRICT = SHOPS.replace("cascade", "no action");

/** The columns of shops, quoted. */
export const ALL = '"id", "name", "town"';

export const EMPTIED = ['error cascade-on-rebuild Table "visits": 3 rows became 0'];

export const UNTIED = ['error cascade-on-rebuild Column "shop" of "visits": 3 values became NULL'];

export const STOPPED = [
  "error fails-on-rows With rows in the tables the statement fails (FOREIGN KEY constraint failed)",
];

/**
 * What the rebuilds of several generators omit: its name, the schema before, and the missing
 * change.
 */
export const FORGOTTEN: readonly (readonly [string, before: string, missing: string[]])[] = [
  [
    "a trigger on a rebuilt table",
    `${SHOPS}\nCREATE TRIGGER watch AFTER INSERT ON shops BEGIN DELETE FROM visits; END;`,
    ['Create trigger "watch"'],
  ],
  ["a view of a rebuilt table", `${SHOPS}\nCREATE VIEW names AS SELECT name FROM shops;`, [
    'error in view names: no such table "shops"',
  ]],
];
