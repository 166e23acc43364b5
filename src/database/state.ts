import { type Result, succeed } from "../base/result.ts";
import { exists } from "../host/files/links.ts";
import {
  type AppliedMigration,
  appliedOf,
  compareHistory,
  type Comparison,
  HISTORY_ROWS,
  HISTORY_TABLE,
} from "../runner/history.ts";
import type { Bundle } from "../runner/bundle.ts";
import { mayBeHistoryName } from "../sources/history_tables.ts";
import { type Location, queryLocation, type ReachOptions } from "./location.ts";

/** How a database stands to a folder of migrations. */
export interface DatabaseState extends Comparison {
  /** What it remembers; undefined where it remembers nothing yet. */
  readonly history: readonly AppliedMigration[] | undefined;
  /** The tables that are neither SQLite's nor those of a tool that runs migrations. */
  readonly tables: readonly string[];
  /** The tables of such tools, our own apart. */
  readonly foreign: readonly string[];
}

/**
 * Reads how a database stands to a bundle. One that is not there yet is an empty one, unless it has to
 * exist. Nothing is written. Fails as `queryLocation` does.
 */
export async function readState(
  location: Location,
  bundle: Bundle,
  options: ReachOptions & { readonly mayBeMissing: boolean },
): Promise<Result<DatabaseState>> {
  const isNew = options.mayBeMissing && location.kind === "database" &&
    !await exists(location.path);
  const tables = isNew ? succeed([[]]) : await queryLocation(location, [TABLES], options);
  if (!tables.ok) return tables;
  const names = tables.value[0]!.map(([name]) => String(name));
  const rows = names.includes(HISTORY_TABLE)
    ? await queryLocation(location, [HISTORY_ROWS], options)
    : undefined;
  if (rows?.ok === false) return rows;
  const history = rows?.value[0]?.map(([id, checksum, meaning, chain, appliedAt, ...others]) => {
    const [version, statements, durationMs, statementsDone] = others;
    const text = { id, checksum, meaning, chain, appliedAt, version };
    return appliedOf({ ...text, statements, durationMs, statementsDone });
  });
  const others = names.filter((name) => name !== HISTORY_TABLE);
  return succeed({
    ...compareHistory(bundle, history ?? []),
    history,
    tables: others.filter((name) => !mayBeHistoryName(name)),
    foreign: others.filter(mayBeHistoryName),
  });
}

const TABLES = `SELECT name FROM sqlite_schema WHERE type = 'table'
  AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`;
