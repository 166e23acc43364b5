import { type Result, succeed } from "../../base/result.ts";
import type { Diagnostic } from "../../base/diagnostic.ts";
import type { SchemaSnapshot, Table } from "../../schema/snapshot.ts";
import { quoteName } from "../../sql/names.ts";
import type { Statement } from "../../sql/statements.ts";
import { type BrokenObject, brokenObjects, type Obstacle, unknownDefaults } from "../probe.ts";
import { literalOf, readable } from "../proof/proof_rows.ts";
import { makeRunnerTables, withoutTable } from "./runner_tables.ts";
import { type ApplyOptions, ShadowDatabase, type ShadowOptions } from "../shadow_database.ts";
import { SchemaWindow } from "../window/schema_window.ts";
import type { UnloadPolicy } from "../window/unloading.ts";

/** A schema, and the objects in it that do not compile. */
export interface ProbedSnapshot {
  readonly snapshot: SchemaSnapshot;
  readonly broken: readonly BrokenObject<Obstacle>[];
  /** The tables with a default that calls an unknown function. */
  readonly unknownDefaults: readonly BrokenObject<Table>[];
  /** The names of the tables that have rows after the statements. */
  readonly filled: readonly string[];
  /** Those rows, by table; empty unless they are kept. */
  readonly rows: ReadonlyMap<string, TableRows>;
}

/** The rows of a table, in its order. */
export interface TableRows {
  /** The columns that can be given values. */
  readonly columns: readonly string[];
  /** The values of each row, as SQL. */
  readonly rows: readonly (readonly string[])[];
}

/** Options for running statements. */
export interface SnapshotAfterOptions
  extends ApplyOptions, Pick<ShadowOptions, "engine" | "declared"> {
  /** Whether to return the rows too. */
  readonly keepsRows?: boolean;
}

/**
 * The schema after running statements on another one. Only the objects that they can change or need
 * are created in a shadow; the rest is copied, which is much faster for a large schema. Fails as
 * `ShadowDatabase.applyStatements` does.
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
 * Like `snapshotAfter`, but each file runs with only what it can change or need: for long
 * histories, whose ALTERs make SQLite parse the whole schema. `unloadPolicy` is how strictly other
 * objects are left out. Undefined if something is refused, which may be because of a missing
 * object: then use `snapshotAfter`.
 */
export async function snapshotInWindows(
  base: SchemaSnapshot,
  statements: readonly Statement[],
  { unloadPolicy = "if-worthwhile", ...options }: SnapshotAfterOptions & {
    readonly unloadPolicy?: UnloadPolicy;
  } = {},
): Promise<Result<ProbedSnapshot> | undefined> {
  const files = [...Map.groupBy(statements, ({ source }) => source).values()];
  const after = await runParts(base, files, { ...options, unloadPolicy });
  return typeof after === "string" || !after.ok ? undefined : after;
}

/** The schema after running the parts one by one, or why they could not be run. */
async function runParts(
  base: SchemaSnapshot,
  parts: readonly (readonly Statement[])[],
  { engine = "libsql", declared, keepsRows = false, unloadPolicy, ...how }:
    & SnapshotAfterOptions
    & { readonly unloadPolicy?: UnloadPolicy },
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
  const window = new SchemaWindow(shadow, base, {
    engine,
    mode: how.mode,
    ...(unloadPolicy && { unloadPolicy }),
  });
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
    window.recordRun(run);
  }
  const refusal = (keepsRows ? window.openFilled() : undefined) ?? window.openChanged();
  if (refusal !== undefined) return refusal;
  const all = shadow.introspect();
  const without = (it: SchemaSnapshot) => table === undefined ? it : withoutTable(it, table);
  const present = without(all);
  const snapshot = without(window.snapshot(all));
  const filled = window.filled(snapshot.tables);
  return succeed({
    snapshot,
    broken: brokenObjects(shadow, all),
    unknownDefaults: unknownDefaults(shadow, present),
    filled,
    rows: new Map(
      present.tables.filter(({ name }) => keepsRows && filled.includes(name))
        .map((it) => [it.name, rowsOf(it, shadow)]),
    ),
  }, warnings);
}

/** The rows of a table, in the order of their rowids if it has them. */
export function rowsOf(table: Table, shadow: ShadowDatabase): TableRows {
  const columns = table.columns.filter(({ generated }) => generated === undefined)
    .map(({ name }) => quoteName(name));
  const order = table.withoutRowid ? "" : " ORDER BY rowid";
  const values = columns.map(readable).join(", ");
  const rows = shadow.query(`SELECT ${values} FROM ${quoteName(table.name)}${order}`);
  return { columns, rows: rows.map((row) => row.map(literalOf)) };
}
