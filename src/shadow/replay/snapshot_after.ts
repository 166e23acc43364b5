import { type Result, succeed } from "../../base/result.ts";
import type { Diagnostic } from "../../base/diagnostic.ts";
import type { SchemaSnapshot, Table, Trigger, View } from "../../schema/snapshot.ts";
import { quoteName } from "../../sql/names.ts";
import type { Statement } from "../../sql/statements.ts";
import { type BrokenObject, brokenObjects, unknownDefaults } from "../probe.ts";
import { literalOf, readable } from "../proof/proof_rows.ts";
import { makeRunnerTables, withoutTable } from "./runner_tables.ts";
import { type ApplyOptions, ShadowDatabase, type ShadowOptions } from "../shadow_database.ts";
import { SchemaWindow, type Thrift } from "./window.ts";

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

/** On what statements run, and how. */
export interface SnapshotAfterOptions
  extends ApplyOptions, Pick<ShadowOptions, "engine" | "declared"> {
  /** Whether the rows come back, too. */
  readonly keepsRows?: boolean;
}

/**
 * The schema that statements make of another one. Only what they can touch or need is put on a
 * shadow; all else stays as it is, which saves most of the time where most of a schema stays.
 * Fails as `ShadowDatabase.applyStatements` does.
 */
export async function snapshotAfter(
  base: SchemaSnapshot,
  statements: readonly Statement[],
  options: SnapshotAfterOptions = {},
): Promise<Result<ProbedSnapshot>> {
  const after = await runParts(base, [statements], options);
  if (typeof after === "string") throw new Error(`Objects do not come back: ${after}`);
  return after;
}

/**
 * The same, where each file runs beside what it alone can touch or need: for long histories, whose
 * ALTERs have SQLite parse all that is there. `thrift` says how little else is there. Undefined
 * where something is refused, which may be due to what is not there: then all has to be.
 */
export async function snapshotInWindows(
  base: SchemaSnapshot,
  statements: readonly Statement[],
  { thrift = "some", ...options }: SnapshotAfterOptions & { readonly thrift?: Thrift } = {},
): Promise<Result<ProbedSnapshot> | undefined> {
  const files = [...Map.groupBy(statements, ({ source }) => source).values()];
  const after = await runParts(base, files, { ...options, thrift });
  return typeof after === "string" || !after.ok ? undefined : after;
}

/** What the parts make of a schema, one after the other; why they do not come to run, if they do not. */
async function runParts(
  base: SchemaSnapshot,
  parts: readonly (readonly Statement[])[],
  { engine = "libsql", declared, keepsRows = false, thrift, ...how }:
    & SnapshotAfterOptions
    & { readonly thrift?: Thrift },
): Promise<Result<ProbedSnapshot> | string> {
  if (parts.every((part) => part.length === 0)) {
    return succeed({
      snapshot: base,
      broken: [],
      unknownDefaults: [],
      filled: [],
      rows: new Map(),
    });
  }
  await using shadow = await ShadowDatabase.open({ engine, declared });
  const window = new SchemaWindow(shadow, base, { engine, ...(thrift && { thrift }) });
  const { table, statements } = makeRunnerTables(window, parts.flat(), how.mode);
  const isRun = new Set(statements);
  const warnings: Diagnostic[] = [];
  for (const part of parts) {
    const run = part.filter((statement) => isRun.has(statement));
    const refusal = window.open(run);
    if (refusal !== undefined) return refusal;
    const applied = shadow.applyStatements(run, how);
    if (!applied.ok) return applied;
    warnings.push(...applied.diagnostics);
    if (parts.length > 1 && shadow.isInTransaction()) return "a transaction is still open";
    window.takeOver(run);
  }
  const refusal = window.openChanged();
  if (refusal !== undefined) return refusal;
  const all = shadow.introspect();
  const without = (it: SchemaSnapshot) => table === undefined ? it : withoutTable(it, table);
  const present = without(all);
  const filled = window.filled(present.tables);
  return succeed({
    snapshot: without(window.snapshot(all)),
    broken: brokenObjects(shadow, all),
    unknownDefaults: unknownDefaults(shadow, present),
    filled,
    rows: new Map(
      present.tables.filter(({ name }) => keepsRows && filled.includes(name))
        .map((it) => [it.name, rowsOf(it, shadow)]),
    ),
  }, warnings);
}

function rowsOf(table: Table, shadow: ShadowDatabase): TableRows {
  const columns = table.columns.filter(({ generated }) => generated === undefined)
    .map(({ name }) => quoteName(name));
  const order = table.withoutRowid ? "" : " ORDER BY rowid";
  const values = columns.map(readable).join(", ");
  const rows = shadow.query(`SELECT ${values} FROM ${quoteName(table.name)}${order}`);
  return { columns, rows: rows.map((row) => row.map(literalOf)) };
}
