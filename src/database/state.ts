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

/** How a database stands to a folder of migrations. */
export interface DatabaseState extends Comparison {
  /** What it remembers; undefined where it remembers nothing yet. */
  readonly history: readonly AppliedMigration[] | undefined;
  /** The other tool whose history this is. */
  readonly tool: HistoryTool | undefined;
  /** Names its schema, tables of such tools apart: equal where the texts are, but for spelling. */
  readonly schema: string;
  /** The tables that are neither SQLite's nor those of a tool that runs migrations. */
  readonly tables: readonly string[];
}

/** How the state of a database is read. */
export interface StateOptions extends ReachOptions {
  /** Whether a file that is not there is an empty database. */
  readonly mayBeMissing: boolean;
}

/**
 * Reads how a database stands to the migrations of a project: by our own history, else by that of
 * another tool that is found there. Nothing is written. Fails as `queryLocation` does.
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

/** How a database that is not there yet stands to them. */
export function emptyState({ bundle }: ToolProject): DatabaseState {
  const nothing = { history: undefined, tool: undefined, schema: schemaOf([]), tables: [] };
  return { ...compareHistory(bundle, []), ...nothing };
}

/** The same of a database that answers questions; fails as its answers do. */
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
    return fail(rows.reason, ...rows.diagnostics.map((it) => strangeHistory(it, tool)));
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

/** What the objects of a database tell. */
interface SchemaParts extends Pick<DatabaseState, "tool" | "schema" | "tables"> {
  /** Whether the history is ours. */
  readonly isOurs: boolean;
}

/** What was asked last: of many databases that are migrated together, most have one schema. */
let last: { readonly objects: string; readonly parts: SchemaParts } | undefined;

/** What these tell, as `OBJECTS` gives them. */
function partsOf(objects: string): SchemaParts {
  if (last?.objects === objects) return last.parts;
  const own = (JSON.parse(objects) as [name: string, sql: string, type: string][])
    .map(([name, sql, type]) => ({ name, sql, type }))
    .filter(({ name }) => !name.startsWith("sqlite_"))
    .sort((left, right) => left.name < right.name ? -1 : 1);
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

/** A table of that name with other columns is somebody else's. */
function strangeHistory(diagnostic: Diagnostic, tool: HistoryTool | undefined): Diagnostic {
  const words = /no such column: .*$/.exec(diagnostic.message)?.[0];
  if (words === undefined) return diagnostic;
  const [table, who] = tool === undefined ? [HISTORY_TABLE, "penumbra"] : [tool.table, tool.words];
  return {
    code: "database/strange-history",
    severity: "error",
    message: `Cannot read the history in "${table}": it is not as ${who} makes it, ${words}`,
    hint: tool === undefined
      ? "Rename the table if it is your own: penumbra keeps its history under that name"
      : `Rename the table if it is not ${who}'s, or bring it up to date with ${tool.command}`,
  };
}

function schemaOf(objects: readonly { name: string; sql: string; type: string }[]): string {
  const hashes = objects.map(({ type, name, sql }) => objectHash(type, name, sql).join(" "));
  return objectHash("", "", hashes.join("\n"))[1];
}

/** A row of our history, as `HISTORY_ROWS` asks for it. */
function ownRow([id, checksum, meaning, chain, appliedAt, ...others]: Rows[number]) {
  const [version, statements, durationMs, statementsDone] = others;
  const text = { id, checksum, meaning, chain, appliedAt, version };
  return appliedOf({ ...text, statements, durationMs, statementsDone });
}

/** One text, so that it is compared with the last one at once. */
const OBJECTS =
  "SELECT json_group_array(json_array(name, sql, type)) FROM sqlite_schema WHERE sql <> ''";
