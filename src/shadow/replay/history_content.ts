import type { Result } from "../../base/result.ts";
import type { Migration } from "../../migrations/directory.ts";
import { snapshotFacts } from "../../schema/facts.ts";
import { EMPTY_SNAPSHOT, type SchemaSnapshot } from "../../schema/snapshot.ts";
import type { TargetOptions } from "../engine_options.ts";
import { runFor } from "../other_engine.ts";
import { firstToRun, replayModes } from "./replay_modes.ts";
import { readStatements } from "../read_statements.ts";
import { snapshotAfter, type TableRows } from "./snapshot_after.ts";

/** What a history makes of an empty database. */
export interface HistoryContent {
  readonly snapshot: SchemaSnapshot;
  /** The rows it leaves, by table. */
  readonly rows: ReadonlyMap<string, TableRows>;
}

/**
 * The schema and the rows that migrations make, run as one of the `runners` runs them. Without
 * `needsRows` what only moves rows is passed over where it cannot run, as `replay` does; fails as that.
 */
export async function historyContent(
  migrations: readonly Migration[],
  { target, declared, runners, needsRows = false }: TargetOptions & {
    readonly needsRows?: boolean;
  } = {},
): Promise<Result<HistoryContent>> {
  const statements = readStatements(migrations.map(({ source }) => source));
  if (!statements.ok) return statements;
  return await runFor(
    target,
    (engine) =>
      firstToRun(
        replayModes(runners),
        (mode) =>
          snapshotAfter(EMPTY_SNAPSHOT, statements.value, {
            engine,
            declared,
            mode,
            keepsRows: true,
            passesOver: !needsRows,
          }),
      ),
  );
}

/** The names of what two histories do not make alike: `the schema`, and tables by name. */
export function differences(before: HistoryContent, after: HistoryContent): string[] {
  const facts = ({ snapshot }: HistoryContent) => snapshotFacts(snapshot).join("\n");
  const rows = ({ rows }: HistoryContent, table: string) => {
    const { columns, rows: list = [] } = rows.get(table) ?? {};
    // The order in which rows came is none of their facts.
    return JSON.stringify([list.length === 0 ? [] : columns, list.map((it) => it.join()).sort()]);
  };
  const tables = new Set([...before.rows.keys(), ...after.rows.keys()]);
  return [
    ...(facts(before) === facts(after) ? [] : ["the schema"]),
    ...[...tables].filter((it) => rows(before, it) !== rows(after, it)).map((it) => `"${it}"`),
  ];
}
