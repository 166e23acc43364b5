import type { FolderTexts } from "../../host/files/read_files.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import type { Bundle, BundledMigration } from "../../runner/bundle.ts";
import type { BoundStatement, Driver } from "../../runner/driver.ts";
import type { AppliedMigration, History } from "../../runner/history.ts";
import { ask, query, type Steps } from "../../runner/steps.ts";
import { HISTORY_TOOLS } from "./list.ts";
import type { HistoryTool, MigrationFile } from "./tool.ts";

/** A row of a tool's history: its key, whether it is done, and its checksum if any. */
export type ToolRow = readonly [key: unknown, isDone: unknown, checksum: unknown];

/** The migrations of a folder, as read and as a bundle. */
export interface ToolProject {
  readonly directory: MigrationDirectory;
  readonly bundle: Pick<Bundle, "migrations">;
}

/** The tool whose history table has this name and CREATE, if any. */
export function toolOf(table: string, sql: string): HistoryTool | undefined {
  return HISTORY_TOOLS.find((tool) => tool.table === table && (tool.mark?.test(sql) ?? true));
}

/**
 * The tool that runs folders of this layout, in the version for these files; undefined for the plain
 * layout, which many tools have.
 */
export function toolFor(layout: string, files: FolderTexts = new Map()): HistoryTool | undefined {
  if (layout === "plain") return undefined;
  return HISTORY_TOOLS.find((tool) =>
    tool.layouts.includes(layout) && (tool.keeps?.(files) ?? true)
  );
}

/**
 * The tool of this name: the one whose history was found if the name matches, else the one for the
 * folder.
 */
export function toolNamed(
  name: string,
  { found, directory: { files } }: {
    readonly found: HistoryTool | undefined;
    readonly directory: Pick<MigrationDirectory, "files">;
  },
): HistoryTool {
  if (found?.name === name) return found;
  const known = HISTORY_TOOLS.filter((tool) => tool.name === name);
  return known.find(({ keeps }) => keeps?.(files)) ?? known[0]!;
}

/**
 * The migrations of a bundle that a tool has applied, according to its rows, in the order of the
 * bundle; then those that the folder does not contain.
 */
export async function appliedByTool(
  tool: HistoryTool,
  rows: readonly ToolRow[],
  { directory, bundle: { migrations } }: ToolProject,
): Promise<readonly AppliedMigration[]> {
  const byKey = new Map(rows.map((row) => [String(row[0]), row]));
  const marks = tool.isHighWaterMark ? rows.flatMap(([key]) => wholeNumber(String(key)) ?? []) : [];
  const isBelow = (key: string) => {
    const number = wholeNumber(key);
    return number !== undefined && marks.some((mark) => number <= mark);
  };
  const files = filesOf(directory);
  const moved = await movedRows(tool, { byKey, files });
  const applied: AppliedMigration[] = [];
  for (const migration of migrations) {
    const own = files.get(migration.id);
    for (const id of migration.covers ?? []) {
      const file = files.get(id) ?? (own && replacedFile(id, own, tool));
      if (id === migration.id || file === undefined) continue;
      const key = tool.keyOf(file);
      const row = file === own ? undefined : take(byKey, key);
      if (row === undefined && !isBelow(key)) continue;
      const isDone = row === undefined || Number(row[1]) !== 0;
      applied.push({ ...unknownRow(id, tool), statements: isDone ? 0 : 1 });
    }
    if (own === undefined) continue;
    const key = tool.keyOf(own);
    const row = moved.has(key) ? undefined : take(byKey, key);
    if (row === undefined && !isBelow(key)) continue;
    const checksum = tool.comparesChecksums ? checksumIn(row) : undefined;
    const wanted = checksum === undefined ? undefined : await tool.checksumOf?.(own);
    const isSame = wanted === undefined || wanted === checksum;
    const isDone = row === undefined || Number(row[1]) !== 0;
    applied.push(rowOf(migration, { tool, isSame, isDone }));
  }
  const others = tool.isHighWaterMark ? [] : [...byKey.keys()];
  const meanings = new Map(migrations.map(({ id, meaning }) => [id, meaning]));
  const unknown = others.map((key): AppliedMigration => {
    const meaning = meanings.get(moved.get(key)?.migration.id ?? "");
    return { ...unknownRow(key, tool), ...(meaning !== undefined && { meaning }) };
  });
  return [...applied, ...unknown];
}

/**
 * The file whose text a row has, by the row's key, if that is the key of another file or of none. A
 * merge gives the number of a migration to another one, and this one the next number.
 */
async function movedRows(
  tool: HistoryTool,
  { byKey, files }: {
    readonly byKey: ReadonlyMap<string, ToolRow>;
    readonly files: ReadonlyMap<string, MigrationFile>;
  },
): Promise<ReadonlyMap<string, MigrationFile>> {
  const moved = new Map<string, MigrationFile>();
  if (tool.rekey === undefined || tool.checksumOf === undefined) return moved;
  const sums = new Map<string, MigrationFile>();
  for (const file of files.values()) sums.set(await tool.checksumOf(file), file);
  const byFileKey = new Map([...files.values()].map((file) => [tool.keyOf(file), file]));
  for (const [key, row] of byKey) {
    const file = sums.get(checksumIn(row) ?? "");
    if (file === undefined || byKey.has(tool.keyOf(file))) continue;
    const own = byFileKey.get(key);
    if (own === undefined || own.source.text !== file.source.text) moved.set(key, file);
  }
  return moved;
}

function checksumIn(row: ToolRow | undefined): string | undefined {
  return row?.[2] == null ? undefined : String(row[2]);
}

function take<Key, Value>(map: Map<Key, Value>, key: Key): Value | undefined {
  const value = map.get(key);
  map.delete(key);
  return value;
}

/**
 * The file that a squash has replaced, as far as a tool's key depends on it: named like its own. For
 * a high-water mark its own counts, which is the last that it replaces.
 */
function replacedFile(id: string, own: MigrationFile, tool: HistoryTool): MigrationFile {
  if (tool.isHighWaterMark) return own;
  const { migration, path, ...rest } = own;
  const separator = migration.id.slice(
    migration.version.length,
    -migration.name.length || undefined,
  );
  const at = separator === "" ? -1 : id.indexOf(separator);
  const version = at < 0 ? id : id.slice(0, at);
  const name = at < 0 ? "" : id.slice(at + separator.length);
  const replaced = { ...migration, id, version, name };
  return { ...rest, migration: replaced, path: path.replace(migration.id, () => id) };
}

function wholeNumber(text: string): bigint | undefined {
  return /^\d+$/.test(text) ? BigInt(text) : undefined;
}

function rowOf(
  { id, checksum, meaning, chain, statements }: BundledMigration,
  { tool, isSame, isDone }: { tool: HistoryTool; isSame: boolean; isDone: boolean },
): AppliedMigration {
  return {
    id,
    checksum: isSame ? checksum : "",
    meaning: isSame ? meaning : "",
    chain,
    appliedAt: "",
    durationMs: 0,
    // An unfinished one counts as such even if it has no statements.
    statements: isDone ? statements.length : statements.length + 1,
    statementsDone: isDone ? statements.length : 0,
    version: tool.name,
  };
}

function unknownRow(id: string, { name }: HistoryTool): AppliedMigration {
  const text = { checksum: "", meaning: "", chain: "", appliedAt: "", version: name };
  return { id, ...text, durationMs: 0, statements: 0, statementsDone: 0 };
}

/** A tool's history as a `History` for the runner, if we can write it. */
export async function historyAs(
  tool: HistoryTool,
  project: ToolProject,
): Promise<History> {
  const records = new Map<string, readonly BoundStatement[]>();
  for (const [id, file] of filesOf(project.directory)) {
    records.set(id, await tool.record?.(file) ?? []);
  }
  const recorded = new Set<string>();
  return {
    read: function* (driver: Driver): Steps<readonly AppliedMigration[] | undefined> {
      const find = `SELECT 1 AS found FROM sqlite_schema WHERE name = '${tool.table}'`;
      if ((yield* query(driver, find)).length === 0) return undefined;
      const rows = (yield* query(driver, tool.rows))
        .map(({ entry, done, checksum }): ToolRow => [entry, done, checksum]);
      const applied = yield* ask(() => appliedByTool(tool, rows, project));
      applied.forEach(({ id }) => recorded.add(id));
      return applied;
    },
    claim: ({ id, covers = [], statements }, { upTo, isNew }) => {
      // The tool does not know a baseline, only the files that it covers.
      const missing = new Set([...covers, id].filter((it) => !recorded.has(it)));
      return [
        ...isNew ? tool.create.map((sql): BoundStatement => ({ sql })) : [],
        ...(upTo === statements.length ? [...missing].flatMap((it) => records.get(it) ?? []) : []),
      ];
    },
    complete: () => [],
  };
}

/** The file of each migration, by id. */
export function filesOf(
  { migrations, files }: Pick<MigrationDirectory, "migrations" | "files">,
): ReadonlyMap<string, MigrationFile> {
  const paths = new Map([...files].map(([path, { name }]) => [name, path]));
  return new Map(migrations.flatMap((migration) => {
    const path = paths.get(migration.source.name);
    const source = files.get(path ?? "");
    return path === undefined || source === undefined
      ? []
      : [[migration.id, { migration, path, source, files }] as const];
  }));
}
