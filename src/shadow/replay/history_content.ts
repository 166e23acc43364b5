import { nextSecond } from "../../host/next_second.ts";
import { type Result, succeed } from "../../base/result.ts";
import type { Migration } from "../../migrations/directory.ts";
import { snapshotFacts } from "../../schema/facts.ts";
import { EMPTY_SNAPSHOT, type SchemaSnapshot } from "../../schema/snapshot.ts";
import type { TargetOptions } from "../database/target_options.ts";
import { readStatements } from "../../sql/read_statements.ts";
import { runHistoryAnyWay } from "./run_history.ts";
import type { TableRows } from "../../schema/content.ts";

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
  { needsRows = false, ...where }: Pick<TargetOptions, "target" | "declared" | "runners"> & {
    readonly needsRows?: boolean;
  } = {},
): Promise<Result<HistoryContent>> {
  const statements = readStatements(migrations.map(({ source }) => source));
  if (!statements.ok) return statements;
  const after = await runHistoryAnyWay(EMPTY_SNAPSHOT, statements.value, {
    ...where,
    keepsRows: "all",
    skipsApplicationOnly: !needsRows,
  });
  if (!after.ok) return after;
  const { snapshot, rows = new Map() } = after.value;
  return succeed({ snapshot, rows }, after.diagnostics);
}

/** Runs a history from the start. */
type HistoryRun = () => Promise<Result<HistoryContent>>;

/** Columns by table. */
export type ColumnsByTable = ReadonlyMap<string, readonly string[]>;

/**
 * The columns whose values differ at every run of a history, such as those with the time of day and
 * with random values. Fails as `run` does.
 */
export async function volatileColumns(
  content: HistoryContent,
  run: HistoryRun,
): Promise<Result<ColumnsByTable>> {
  if (![...content.rows.values()].some(({ rows }) => rows.length > 0)) return succeed(new Map());
  await nextSecond();
  const again = await run();
  return again.ok ? succeed(differingColumns(content, again.value), again.diagnostics) : again;
}

function differingColumns(one: HistoryContent, other: HistoryContent): ColumnsByTable {
  const tables = [...one.rows].map(([table, rows]) => {
    const again = other.rows.get(table);
    const { columns } = rows;
    const isDifferent = (column: string) =>
      again !== undefined && valuesOf(rows, [column]) !== valuesOf(again, [column]);
    return [table, columns.filter(isDifferent)] as const;
  });
  return new Map(tables.filter(([, columns]) => columns.length > 0));
}

/**
 * The name of something that a history produces and another one does not, apart from values that
 * differ at every run: the first is run again if there is any difference. Undefined if there is
 * none. Fails as the runs do.
 */
export async function lastingDifference(
  run: HistoryRun,
  other: HistoryRun,
  { comparesRows = true }: { readonly comparesRows?: boolean } = {},
): Promise<Result<string | undefined>> {
  const before = await run();
  if (!before.ok) return before;
  const after = await other();
  if (!after.ok) return after;
  const [one, two] = comparesRows
    ? [before.value, after.value]
    : [{ ...before.value, rows: new Map() }, { ...after.value, rows: new Map() }];
  if (differences(one, two).length === 0) return succeed(undefined);
  const ignored = await volatileColumns(one, run);
  return ignored.ok ? succeed(differences(one, two, ignored.value)[0]) : ignored;
}

/**
 * The names of what differs between two histories, apart from the values of these columns:
 * `the schema`, and tables by name.
 */
export function differences(
  before: HistoryContent,
  after: HistoryContent,
  ignored: ColumnsByTable = new Map(),
): string[] {
  const facts = ({ snapshot }: HistoryContent) => snapshotFacts(snapshot).join("\n");
  const rows = ({ rows }: HistoryContent, table: string) => {
    const known = rows.get(table);
    if (known === undefined || (known.rows.length === 0 && !known.sequence)) return "";
    const { columns, sequence } = known;
    const compared = columns.filter((column) => !ignored.get(table)?.includes(column));
    return JSON.stringify([columns, valuesOf(known, compared), sequence]);
  };
  const tables = new Set([...before.rows.keys(), ...after.rows.keys()]);
  return [
    ...(facts(before) === facts(after) ? [] : ["the schema"]),
    ...[...tables].filter((it) => rows(before, it) !== rows(after, it)).map((it) =>
      `the rows of "${it}"`
    ),
  ];
}

/** The values of these columns in all rows, whose order does not count. */
function valuesOf({ columns, rows }: TableRows, names: readonly string[]): string {
  const positions = names.map((name) => columns.indexOf(name));
  return JSON.stringify(rows.map((row) => positions.map((at) => row[at]).join()).sort());
}
