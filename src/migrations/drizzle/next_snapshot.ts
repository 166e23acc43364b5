import type { FolderTexts } from "../../host/files/read_files.ts";
import { sha256 } from "../../base/hash.ts";
import { parseJson } from "../../base/parse_json.ts";
import type { Rename } from "../../diff/rename.ts";
import { carriedOver } from "./carry_over.ts";
import type { KitLinks, KitSchema, KitTable } from "./kit_schema.ts";
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
  read(snapshot: object): KitSchema;
}

/**
 * The text of the snapshot for the next migration: of the requested schema, else a copy of the
 * newest one, as with `drizzle-kit generate --custom`. Undefined if there is neither.
 */
export async function nextSnapshot(
  files: FolderTexts,
  { path, kit, version }: {
    readonly path: string;
    readonly kit: KitRequest | undefined;
    readonly version: SnapshotVersion;
  },
): Promise<string | undefined> {
  const snapshots = [...files].filter(([it]) => version.pattern.test(it))
    .sort(([left], [right]) => left < right ? -1 : 1)
    .flatMap(([, { text }]) => objectIn(text) ?? []);
  const newest = snapshots.at(-1);
  const before = newest && version.read(newest);
  const schema = kit === undefined ? before : schemaFor(kit, before, version);
  if (schema === undefined) return undefined;
  const previous = leavesOf(snapshots);
  const id = await identifierFor(path, ...previous);
  return JSON.stringify(version.write(schema, { id, previous }), undefined, 2);
}

function schemaFor(
  { schema, isExact, renames }: KitRequest,
  before: KitSchema | undefined,
  { keysAreNotNull }: SnapshotVersion,
): KitSchema {
  if (isExact) return schema;
  const told = keysAreNotNull ? { ...schema, tables: schema.tables.map(withKeyNotNull) } : schema;
  return before === undefined ? told : carriedOver(told, renamed(before, renames));
}

function withKeyNotNull(table: KitTable): KitTable {
  const [key, ...others] = table.primaryKey?.columns ?? [];
  if (others.length > 0) return table;
  const columns = table.columns.map((it) => it.name === key ? { ...it, notNull: true } : it);
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
