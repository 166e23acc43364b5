import { fail, type Result, succeed } from "../base/result.ts";
import type { SchemaSnapshot } from "../schema/snapshot.ts";
import type { Statement } from "../sql/statements.ts";
import { type BrokenObject, brokenObjects } from "./probe.ts";
import { makeRunnerTables, withoutTable } from "./runner_tables.ts";
import { type ApplyOptions, ShadowDatabase, type ShadowOptions } from "./shadow_database.ts";
import { SchemaWindow, type Thrift } from "./window.ts";

/** A schema, and what of it does not compile. */
export interface ProbedSnapshot {
  readonly snapshot: SchemaSnapshot;
  readonly broken: readonly BrokenObject[];
  /** The names of the tables that the statements left rows in. */
  readonly filled: readonly string[];
}

/** On what statements run, and how. */
export interface SnapshotAfterOptions extends ApplyOptions, Pick<ShadowOptions, "engine"> {
  /**
   * Whether each file runs beside what it can touch or need, and how little else is there. Default: all
   * of them run beside what any of them can touch or need.
   */
  readonly windowed?: Thrift;
}

/**
 * The schema that statements make of another one. Only what they can touch or need is put on a
 * shadow; all else stays as it is, which saves most of the time where most of a schema stays.
 * Fails as `ShadowDatabase.applyStatements` does, and with `shadow/window` where the engine does not
 * take again what it has given out, or a file leaves a transaction open for the next.
 */
export async function snapshotAfter(
  base: SchemaSnapshot,
  statements: readonly Statement[],
  { engine = "libsql", mode, starts, windowed }: SnapshotAfterOptions = {},
): Promise<Result<ProbedSnapshot>> {
  if (statements.length === 0) return succeed({ snapshot: base, broken: [], filled: [] });
  await using shadow = await ShadowDatabase.open({ engine });
  const window = new SchemaWindow(shadow, base, { engine, ...(windowed && { thrift: windowed }) });
  const { table, statements: run } = makeRunnerTables(window, statements, mode);
  const parts = windowed ? [...Map.groupBy(run, ({ source }) => source).values()] : [run];
  for (const part of parts) {
    const refusal = window.open(part);
    if (refusal !== undefined) return notOpened(refusal);
    const applied = await shadow.applyStatements(part, { starts, mode });
    if (!applied.ok) return applied;
    if (windowed && shadow.isInTransaction()) return notOpened("a transaction is still open");
    window.takeOver(part);
  }
  const refusal = window.openChanged();
  if (refusal !== undefined) return notOpened(refusal);
  const present = shadow.introspect();
  const broken = brokenObjects(shadow, present);
  const whole = window.snapshot(present);
  return succeed({
    snapshot: table === undefined ? whole : withoutTable(whole, table),
    broken,
    filled: shadow.filledTables(present.tables.filter(({ name }) => name !== table)),
  });
}

function notOpened(reason: string) {
  return fail("unfinished", {
    code: "shadow/window",
    severity: "error",
    message: `Cannot put a part of the schema into the in-memory database: ${reason}`,
    hint: "Please report it: what the engine has written itself should run again",
  });
}
