import { type Result, succeed } from "../../base/result.ts";
import type { Migration } from "../../migrations/directory.ts";
import { snapshotFacts } from "../../schema/facts.ts";
import { EMPTY_SNAPSHOT, type SchemaSnapshot } from "../../schema/snapshot.ts";
import type { TargetOptions } from "../target_options.ts";
import { runOnEngine } from "../run_on_engine.ts";
import { firstSuccessful, replayModes } from "./replay_modes.ts";
import { readStatements } from "../read_statements.ts";
import { runHistory } from "./run_history.ts";
import { ownValues, type TableRows } from "../../schema/content.ts";

/** The schema and rows that a history creates. */
export interface HistoryContent {
  readonly snapshot: SchemaSnapshot;
  /** The rows at the end, by table. */
  readonly rows: ReadonlyMap<string, TableRows>;
}

/**
 * The schema and the rows that migrations create, run as one of the `runners` runs them. Without
 * `needsRows`, statements that only move rows are skipped if they cannot run, as in `replay`; fails
 * as `replay` does.
 */
export async function historyContent(
  migrations: readonly Migration[],
  { target, declared, runners, needsRows = false }: TargetOptions & {
    readonly needsRows?: boolean;
  } = {},
): Promise<Result<HistoryContent>> {
  const statements = readStatements(migrations.map(({ source }) => source));
  if (!statements.ok) return statements;
  const after = await runOnEngine(
    target,
    (engine) =>
      firstSuccessful(
        replayModes(runners),
        (mode) =>
          runHistory(EMPTY_SNAPSHOT, statements.value, {
            engine,
            declared,
            mode,
            keepsRows: "all",
            skipsApplicationOnly: !needsRows,
          }),
      ),
  );
  if (!after.ok) return after;
  const { snapshot, rows = new Map() } = after.value;
  return succeed({ snapshot, rows }, after.diagnostics);
}

/** The names of what differs between two histories: `the schema`, and tables by name. */
export function differences(before: HistoryContent, after: HistoryContent): string[] {
  const facts = ({ snapshot }: HistoryContent) => snapshotFacts(snapshot).join("\n");
  const rows = ({ rows }: HistoryContent, table: string) => {
    const known = rows.get(table);
    if (known === undefined || known.rows.length === 0) return "";
    const { columns, rows: list } = ownValues(known);
    // The order of rows does not count.
    return JSON.stringify([columns, list.map((it) => it.join()).sort()]);
  };
  const tables = new Set([...before.rows.keys(), ...after.rows.keys()]);
  return [
    ...(facts(before) === facts(after) ? [] : ["the schema"]),
    ...[...tables].filter((it) => rows(before, it) !== rows(after, it)).map((it) =>
      `the rows of "${it}"`
    ),
  ];
}
