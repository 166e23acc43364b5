import { append } from "../../base/append.ts";
import { type Failure, type Result, succeed, type Success } from "../../base/result.ts";
import type { Diagnostic } from "../../base/diagnostic.ts";
import type { SchemaSnapshot, Table } from "../../schema/snapshot.ts";
import type { Content } from "../../schema/content.ts";
import type { Statement } from "../../sql/statements.ts";
import {
  type BrokenObject,
  brokenObjects,
  type Obstacle,
  unknownDefaults,
} from "../database/broken_objects.ts";
import { makeRunnerTables, withoutTable } from "./runner_tables.ts";
import {
  type ApplyOptions,
  ShadowDatabase,
  type ShadowOptions,
} from "../database/shadow_database.ts";
import { SchemaWindow } from "../window/schema_window.ts";
import type { UnloadPolicy } from "../window/unloading.ts";

/** A schema, and the objects in it that do not compile. */
export interface ProbedSnapshot extends Content {
  readonly snapshot: SchemaSnapshot;
  readonly broken: readonly BrokenObject<Obstacle>[];
  /** The tables with a default that calls an unknown function. */
  readonly unknownDefaults: readonly BrokenObject<Table>[];
  /** The names of the tables that have rows after the statements. */
  readonly filled: readonly string[];
}

/** Options for running statements. */
export interface SnapshotAfterOptions
  extends ApplyOptions, Pick<ShadowOptions, "engine" | "declared"> {
  /**
   * Whether to return the content, too: with all rows, or with them only if no table has more than a
   * thousand.
   */
  readonly keepsRows?: "all" | "few" | undefined;
  /** The content of the database at the start. */
  readonly content?: Content | undefined;
  /** The index of the file from which on all objects are present; Infinity for the end alone. */
  readonly wholeFrom?: number | undefined;
}

/** Options for running statements file by file. */
export interface WindowedOptions extends SnapshotAfterOptions {
  /** How strictly objects are left out. */
  readonly unloadPolicy?: UnloadPolicy;
}

/** A run that did not get to the end. */
export interface Stopped {
  /** The index of the file that could not be run, or the number of files. */
  readonly at: number;
  /** The failure of a statement, or the message for internal SQL. */
  readonly refused: Failure | string;
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
  if (!("at" in after)) return after;
  const { refused } = after;
  if (typeof refused === "string") throw new NotRestored(refused);
  return refused;
}

/** The engine or the guard refuses what a schema and its rows consist of. */
export class NotRestored extends Error {
  constructor(refusal: string) {
    super(`Objects do not come back: ${refusal}`);
  }
}

/**
 * Like `snapshotAfter`, but each file runs with only what it can change or need: for long
 * histories, whose ALTERs make SQLite parse the whole schema. If it stops, a missing object may be the
 * reason, and what is broken at the end may be something that is not present: from that file on, run
 * it again with `wholeFrom`.
 */
export async function snapshotInWindows(
  base: SchemaSnapshot,
  statements: readonly Statement[],
  { unloadPolicy = "if-worthwhile", ...options }: WindowedOptions = {},
): Promise<Success<ProbedSnapshot> | Stopped> {
  const files = [...Map.groupBy(statements, ({ source }) => source).values()];
  return await runParts(base, files, { ...options, unloadPolicy });
}

/** The schema after running the parts one by one. */
async function runParts(
  base: SchemaSnapshot,
  parts: readonly (readonly Statement[])[],
  { engine = "libsql", declared, keepsRows, content, unloadPolicy, wholeFrom, ...how }:
    WindowedOptions,
): Promise<Success<ProbedSnapshot> | Stopped> {
  if (parts.every((part) => part.length === 0)) {
    return succeed({
      snapshot: base,
      broken: [],
      unknownDefaults: [],
      filled: [...content?.rows ?? []].flatMap(([name, { rows }]) => rows.length > 0 ? name : []),
      rows: new Map(),
      ...content,
    });
  }
  await using shadow = await ShadowDatabase.open({ engine, declared });
  const window = new SchemaWindow(shadow, base, {
    mode: how.mode,
    ...content,
    ...(unloadPolicy && { unloadPolicy }),
  });
  const { table, statements } = makeRunnerTables(window, parts.flat(), how.mode);
  const isRun = new Set(statements);
  const warnings: Diagnostic[] = [];
  for (const [at, part] of parts.entries()) {
    const run = part.filter((statement) => isRun.has(statement));
    const refused = (at === wholeFrom ? window.openWhole() : undefined) ?? window.open(run);
    if (refused !== undefined) return { at, refused };
    const applied = shadow.applyStatements(run, how);
    if (!applied.ok) return { at, refused: applied };
    append(warnings, applied.diagnostics);
    const mayStayOpen = parts.length === 1 || (wholeFrom !== undefined && at >= wholeFrom);
    if (!mayStayOpen && shadow.isInTransaction()) {
      return { at, refused: "a transaction is still open" };
    }
    window.recordRun(run);
  }
  const refused = (wholeFrom === Infinity ? window.openWhole() : undefined) ??
    (keepsRows === undefined ? undefined : window.openPartial()) ?? window.openChanged();
  if (refused !== undefined) return { at: parts.length, refused };
  const all = shadow.introspect(window.unchanged());
  const without = (it: SchemaSnapshot) => table === undefined ? it : withoutTable(it, table);
  const present = without(all);
  const snapshot = without(window.snapshot(all));
  const filled = window.filled(snapshot.tables);
  return succeed({
    snapshot,
    broken: brokenObjects(shadow, all),
    unknownDefaults: unknownDefaults(shadow, present),
    filled,
    rows: keepsRows && window.rows(snapshot.tables, keepsRows === "few" ? FEW_ROWS : Infinity),
    order: keepsRows && !hasMore(shadow, snapshot) ? window.inOrder(snapshot) : undefined,
  }, warnings);
}

/**
 * Whether the engine has tables of its own that the objects of the schema do not bring back: statistics
 * after ANALYZE, or counters that have outlived the last table with AUTOINCREMENT.
 * https://www.sqlite.org/fileformat2.html#stat1tab and #seqtab
 */
function hasMore(shadow: ShadowDatabase, { tables }: SchemaSnapshot): boolean {
  return shadow.has("sqlite_stat1") || shadow.has("sqlite_stat4") ||
    (!tables.some(({ primaryKey }) => primaryKey?.autoincrement) && shadow.has("sqlite_sequence"));
}

/** Of one table. */
const FEW_ROWS = 1_000;
