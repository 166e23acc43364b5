import { compareText } from "../../base/compare_text.ts";
import { type Diagnostic, type SourceText, startOf } from "../../base/diagnostic.ts";
import { unreadable } from "../../base/merge_markers.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import { sha256 } from "../../base/hash.ts";
import { parseJson } from "../../base/parse_json.ts";
import type { Rename } from "../../diff/rename.ts";
import { carriedOver } from "./carry_over.ts";
import { isKitSchema, type KitLinks, type KitSchema, type KitTable } from "./kit_schema.ts";
import { renamed } from "./renamed.ts";

/** The state that Drizzle Kit should find in its snapshot on its next run. */
export interface KitRequest {
  readonly schema: KitSchema;
  /** Whether the schema comes from Drizzle's own tables rather than from DDL, which has less detail. */
  readonly isExact: boolean;
  /** The renames in the migration. */
  readonly renames: readonly Rename[];
}

/** How a version of Drizzle Kit stores its snapshots. */
export interface SnapshotVersion {
  /** Matches their paths. */
  readonly pattern: RegExp;
  /** Whether a column that is the whole key is NOT NULL, whatever its DDL says. */
  readonly keysAreNotNull: boolean;
  write(schema: KitSchema, links: KitLinks): object;
  /** Of anything but a snapshot it throws a TypeError, or returns anything but a schema. */
  read(snapshot: object): KitSchema;
}

/**
 * The text of the snapshot for the next migration: of the requested schema, else a copy of the
 * newest one, as with `drizzle-kit generate --custom`. Undefined if there is neither. Fails with
 * `migrations/bad-snapshot` if the newest one cannot be read.
 */
export async function nextSnapshot(
  files: FolderTexts,
  { path, kit, version }: {
    readonly path: string;
    readonly kit: KitRequest | undefined;
    readonly version: SnapshotVersion;
  },
): Promise<Result<string | undefined>> {
  const sources = [...files].filter(([it]) => version.pattern.test(it))
    .sort(([left], [right]) => compareText(left, right))
    .map(([, source]) => source);
  const newest = sources.at(-1);
  const before = newest === undefined ? succeed(undefined) : readSnapshot(newest, version);
  if (!before.ok) return before;
  const schema = kit === undefined ? before.value : schemaFor(kit, before.value, version);
  if (schema === undefined) return succeed(undefined);
  const previous = leavesOf(sources.flatMap(({ text }) => objectIn(text) ?? []));
  const id = await identifierFor(path, ...previous);
  return succeed(JSON.stringify(version.write(schema, { id, previous }), undefined, 2));
}

function readSnapshot(source: SourceText, { read }: SnapshotVersion): Result<KitSchema> {
  const snapshot = objectIn(source.text);
  try {
    const schema = snapshot && read(snapshot);
    if (schema !== undefined && isKitSchema(schema)) return succeed(schema);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return fail("unfinished", badSnapshot(source));
}

function badSnapshot(source: SourceText): Diagnostic {
  return {
    code: "migrations/bad-snapshot",
    severity: "error",
    span: startOf(source),
    ...unreadable(source, "it is not a snapshot of Drizzle Kit"),
  };
}

function schemaFor(
  { schema, isExact, renames }: KitRequest,
  before: KitSchema | undefined,
  { keysAreNotNull }: SnapshotVersion,
): KitSchema {
  if (isExact) return schema;
  const tables = schema.tables.map((table) => withKeyOf(table, keysAreNotNull));
  const told = { ...schema, tables };
  return before === undefined ? told : carriedOver(told, renamed(before, renames));
}

function withKeyOf(table: KitTable, notNull: boolean): KitTable {
  const [key, ...others] = table.primaryKey?.columns ?? [];
  if (others.length > 0) return table;
  const columns = table.columns.map((it) => it.name === key ? { ...it, notNull } : it);
  return { ...table, columns };
}

interface Links {
  readonly id?: unknown;
  readonly prevId?: unknown;
  readonly prevIds?: unknown;
}

/** The ids of the snapshots on which no others build, in the order of their files. */
function leavesOf(snapshots: readonly Links[]): string[] {
  const named = new Set(snapshots.flatMap(({ prevId, prevIds }) => [prevId, prevIds].flat()));
  return snapshots.map(({ id }) => id).filter((id) => typeof id === "string" && !named.has(id))
    .map(String);
}

function objectIn(text: string): object | undefined {
  const value = parseJson(text);
  return typeof value === "object" && value !== null ? value : undefined;
}

/** An id in the form of a UUID, derived from the words. */
async function identifierFor(...words: readonly string[]): Promise<string> {
  const hex = await sha256(JSON.stringify(words));
  const [, a, b, c, d, e] = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(hex) ?? [];
  return `${a}-${b}-4${c}-8${d}-${e}`;
}
