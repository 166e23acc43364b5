import { type Result, succeed } from "../base/result.ts";
import { scopeOf } from "../schema/scope.ts";
import {
  objectsOf,
  type SchemaSnapshot,
  snapshotOf,
  type Table,
  type Trigger,
  type View,
} from "../schema/snapshot.ts";
import { quoteName } from "../sql/names.ts";
import type { Statement } from "../sql/statements.ts";
import { type BrokenObject, brokenObjects, unknownDefaults } from "./probe.ts";
import { literalOf, readable } from "./proof_rows.ts";
import { makeRunnerTables, withoutTable } from "./runner_tables.ts";
import { type ApplyOptions, ShadowDatabase, type ShadowOptions } from "./shadow_database.ts";

/** A schema, and what of it does not compile. */
export interface ProbedSnapshot {
  readonly snapshot: SchemaSnapshot;
  readonly broken: readonly BrokenObject<View | Trigger>[];
  /** The tables with a default that calls what there is not. */
  readonly unknownDefaults: readonly BrokenObject<Table>[];
  /** The names of the tables that the statements left rows in. */
  readonly filled: readonly string[];
  /** Those rows, by table; empty where they are not kept. */
  readonly rows: ReadonlyMap<string, TableRows>;
}

/** The rows of a table, in its order. */
export interface TableRows {
  /** The columns that values can be given to. */
  readonly columns: readonly string[];
  /** The values of each row, as SQL. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * The schema that statements make of another one. Only what they can touch or need is put on a
 * shadow; all else stays as it is, which saves most of the time where most of a schema stays.
 * Fails as `ShadowDatabase.applyStatements` does.
 */
export async function snapshotAfter(
  base: SchemaSnapshot,
  statements: readonly Statement[],
  { engine, declared, keepsRows = false, ...run }:
    & ApplyOptions
    & Pick<ShadowOptions, "engine" | "declared">
    & { readonly keepsRows?: boolean } = {},
): Promise<Result<ProbedSnapshot>> {
  if (statements.length === 0) {
    return succeed({
      snapshot: base,
      broken: [],
      unknownDefaults: [],
      filled: [],
      rows: new Map(),
    });
  }
  const scope = new Set(scopeOf(base, statements));
  await using shadow = await ShadowDatabase.open({ engine, declared });
  shadow.restore([...scope]);
  const { table, statements: own } = makeRunnerTables(shadow, statements, run.mode);
  const applied = shadow.applyStatements(own, run);
  if (!applied.ok) return applied;
  const whole = shadow.introspect();
  const broken = brokenObjects(shadow, whole);
  const snapshot = table === undefined ? whole : withoutTable(whole, table);
  const filled = shadow.filledTables(snapshot.tables);
  const untouched = objectsOf(base).filter((object) => !scope.has(object));
  return succeed({
    snapshot: snapshotOf([...untouched, ...objectsOf(snapshot)]),
    broken,
    unknownDefaults: unknownDefaults(shadow, snapshot),
    filled,
    rows: new Map(
      snapshot.tables.filter(({ name }) => keepsRows && filled.includes(name))
        .map((it) => [it.name, rowsOf(it, shadow)]),
    ),
  }, applied.diagnostics);
}

function rowsOf(table: Table, shadow: ShadowDatabase): TableRows {
  const columns = table.columns.filter(({ generated }) => generated === undefined)
    .map(({ name }) => quoteName(name));
  const order = table.withoutRowid ? "" : " ORDER BY rowid";
  const values = columns.map(readable).join(", ");
  const rows = shadow.query(`SELECT ${values} FROM ${quoteName(table.name)}${order}`);
  return { columns, rows: rows.map((row) => row.map(literalOf)) };
}
