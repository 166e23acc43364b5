import { compareText } from "../base/compare_text.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { exists } from "../host/files/links.ts";
import {
  type AppliedMigration,
  appliedOf,
  compareHistory,
  type Comparison,
  HISTORY_ROWS,
  HISTORY_TABLE,
} from "../runner/history.ts";
import { objectHash } from "../runner/objects.ts";
import { mayBeHistoryName } from "../sources/history_tables.ts";
import type { Rows } from "../host/database/database_file.ts";
import { type Location, queryLocation, type ReachOptions } from "./location.ts";
import type { HistoryTool } from "./tools/tool.ts";
import { appliedByTool, toolOf, type ToolProject, type ToolRow } from "./tools/tool_history.ts";

/** The state of a database with respect to a folder of migrations. */
export interface DatabaseState extends Comparison {
  /** Its history; undefined if there is none yet. */
  readonly history: readonly AppliedMigration[] | undefined;
  /** The other tool to which the history belongs. */
  readonly tool: HistoryTool | undefined;
  /** A hash of its schema without tables of tools: equal for equal texts, ignoring spelling. */
  readonly schema: string;
  /** The tables that belong neither to SQLite nor to a migration tool. */
  readonly tables: readonly string[];
}

/** Options for reading the state of a database. */
export interface StateOptions extends ReachOptions {
  /** Whether a missing file counts as an empty database. */
  readonly mayBeMissing: boolean;
}

/**
 * Reads the state of a database with respect to the migrations of a project: from our own history,
 * else from that of another tool that is found there. Nothing is written. Fails as `queryLocation`
 * does.
 */
export async function readState(
  location: Location,
  project: ToolProject,
  options: StateOptions,
): Promise<Result<DatabaseState>> {
  const isNew = options.mayBeMissing && location.kind === "database" &&
    !await exists(location.path);
  return isNew ? succeed(emptyState(project)) : await stateOf(async (sql) => {
    const found = await queryLocation(location, [sql], options);
    return found.ok ? succeed(found.value[0]!) : found;
  }, project);
}

/** Whether there are tables that no recorded migration has made. */
export function hasNoHistory({ history = [], tables }: DatabaseState): boolean {
  return history.length === 0 && tables.length > 0;
}

/** The state of a database that does not exist yet. */
export function emptyState({ bundle }: ToolProject): DatabaseState {
  const nothing = { history: undefined, tool: undefined, schema: schemaOf([]), tables: [] };
  return { ...compareHistory(bundle, []), ...nothing };
}

/** Reads the state from an open database; fails as its queries do. */
export async function stateOf(
  ask: (sql: string) => Promise<Result<Rows>>,
  project: ToolProject,
): Promise<Result<DatabaseState>> {
  const found = await ask(OBJECTS);
  if (!found.ok) return found;
  const { isOurs, tool, schema, tables } = partsOf(String(found.value[0]?.[0]));
  const wanted = isOurs ? HISTORY_ROWS : tool?.rows;
  const rows = wanted === undefined ? undefined : await ask(wanted);
  if (rows?.ok === false) {
    return fail(rows.reason, rows.diagnostics.map((it) => unknownHistory(it, tool)));
  }
  const history = rows === undefined
    ? undefined
    : tool === undefined
    ? rows.value.map(ownRow)
    : await appliedByTool(tool, rows.value as unknown as ToolRow[], project);
  return succeed({
    ...compareHistory(project.bundle, history ?? []),
    history,
    tool,
    schema,
    tables,
  });
}

/** The facts derived from the objects of a database. */
interface SchemaParts extends Pick<DatabaseState, "tool" | "schema" | "tables"> {
  /** Whether the history is ours. */
  readonly isOurs: boolean;
}

/** The last result: many databases that are migrated together mostly have the same schema. */
let last: { readonly objects: string; readonly parts: SchemaParts } | undefined;

/** The facts of these objects, given as `OBJECTS` selects them. */
function partsOf(objects: string): SchemaParts {
  if (last?.objects === objects) return last.parts;
  const own = (JSON.parse(objects) as [name: string, sql: string, type: string][])
    .map(([name, sql, type]) => ({ name, sql, type }))
    .filter(({ name }) => !name.startsWith("sqlite_"))
    .sort((left, right) => compareText(left.name, right.name));
  const tables = own.filter(({ type }) => type === "table");
  const isOurs = tables.some(({ name }) => name === HISTORY_TABLE);
  const parts = {
    isOurs,
    tool: isOurs
      ? undefined
      : tables.map(({ name, sql }) => toolOf(name, sql)).find((it) => it !== undefined),
    schema: schemaOf(own.filter(({ name }) => !mayBeHistoryName(name))),
    tables: tables.map(({ name }) => name).filter((name) => !mayBeHistoryName(name)),
  };
  last = { objects, parts };
  return parts;
}

/** The diagnostic for a history table with other columns, which must belong to someone else. */
function unknownHistory(diagnostic: Diagnostic, tool: HistoryTool | undefined): Diagnostic {
  const words = /no such column: .*$/.exec(diagnostic.message)?.[0];
  if (words === undefined) return diagnostic;
  const [table, who] = tool === undefined ? [HISTORY_TABLE, "penumbra"] : [tool.table, tool.words];
  return {
    code: "database/strange-history",
    severity: "error",
    message:
      `Cannot read the history in "${table}": it has other columns than that of ${who} (${words})`,
    hint: tool === undefined
      ? "Rename the table if it is your own: penumbra keeps its history under that name"
      : `Rename the table if it is not ${who}'s, or bring it up to date with ${tool.command}`,
  };
}

function schemaOf(objects: readonly { name: string; sql: string; type: string }[]): string {
  const hashes = objects.map(({ type, name, sql }) => objectHash(type, name, sql).join(" "));
  return objectHash("", "", hashes.join("\n"))[1];
}

/** A row of our history, as `HISTORY_ROWS` selects it. */
function ownRow([id, checksum, meaning, chain, appliedAt, ...others]: Rows[number]) {
  const [version, statements, durationMs, statementsDone] = others;
  const text = { id, checksum, meaning, chain, appliedAt, version };
  return appliedOf({ ...text, statements, durationMs, statementsDone });
}

/** One text, which can be compared with the last one at once. */
const OBJECTS =
  "SELECT json_group_array(json_array(name, sql, type)) FROM sqlite_schema WHERE sql <> ''";
