import { canonical } from "../../sql/canonical.ts";
import { fold } from "../../sql/names.ts";
import {
  createsVirtualTable,
  readIndex,
  readVirtualTable,
  tokensAfterName,
} from "../text/object_sql.ts";
import type { VirtualTable } from "../snapshot.ts";

/** A row of the catalog whose `sql` is not NULL. */
export type ObjectRow = readonly [type: string, name: string, sql: string];

/**
 * The names of the tables, with their indexes, that a module or libSQL keeps for another object.
 * The engine decides by name alone: it counts `docs_content` as part of the search index `docs` no
 * matter who created it. So the SQL is compared with what the module would have created. For
 * modules that are not known here, the engine's answer is used.
 * https://www.sqlite.org/vtab.html#the_xshadowname_method
 */
export function backingTables(
  shadows: ReadonlySet<string>,
  objects: readonly ObjectRow[],
): (row: ObjectRow) => boolean {
  const owners = new Map(
    objects.filter(([type, , sql]) => type === "table" && createsVirtualTable(sql))
      .map(([, name, sql]) => [fold(name), readVirtualTable(sql)] as const),
  );
  const vectors = new Set(objects.filter(isVectorIndex).map(([, name]) => fold(name)));
  return ([type, name, sql]) => {
    const folded = fold(name);
    if (type === "index") return isOfVectorIndex(folded, /_shadow_idx$/, vectors);
    if (type !== "table") return false;
    if (folded === VECTOR_META) return isVectorBacking([type, name, sql]);
    if (isOfVectorIndex(folded, /_shadow$/, vectors)) return true;
    if (isVec0Table(folded, sql, owners)) return true;
    if (!shadows.has(folded)) return false;
    const [, before = "", part = ""] = /^(.+)_([^_]+)$/.exec(folded) ?? [];
    const owner = owners.get(before);
    return owner === undefined || isCreatedBy(owner, part, sql);
  };
}

/**
 * Whether the table is a backing table of sqlite-vec. SQLite takes `near_vector_chunks00` for a
 * table of `near_vector`, and reports none if the extension is not loaded.
 */
function isVec0Table(
  name: string,
  sql: string,
  owners: ReadonlyMap<string, VirtualTable>,
): boolean {
  const [, before = "", numbered, single] = VEC0_NAME.exec(name) ?? [];
  const body = VEC0[numbered ?? single ?? ""];
  return body !== undefined && owners.get(before)?.module === "vec0" && body.test(bodyOf(sql));
}

function isOfVectorIndex(name: string, ending: RegExp, vectors: ReadonlySet<string>): boolean {
  return ending.test(name) && vectors.has(name.replace(ending, ""));
}

function isVectorIndex([type, , sql]: ObjectRow): boolean {
  if (type !== "index" || !/libsql_vector_idx/i.test(sql)) return false;
  return readIndex(sql).terms.some(({ expression }) =>
    expression?.startsWith("libsql_vector_idx(")
  );
}

/** The table in which libSQL keeps the metadata of all vector indexes. */
export const VECTOR_META = "libsql_vector_meta_shadow";

/** Whether an object is such a table as libSQL creates for vector indexes (0.5.29). */
export function isVectorBacking([type, name, sql]: ObjectRow): boolean {
  const body = fold(name) === VECTOR_META ? VECTOR_META_BODY : VECTOR_BODY;
  return type === "table" && body.test(bodyOf(sql));
}

const VECTOR_META_BODY = /^\(name text primary key, metadata blob\) without rowid$/;

const VECTOR_BODY = new RegExp(
  "^\\((?:rowid integer primary key, )?index_key(?: \\w+)?(?: collate \\w+)?, data blob, " +
    "(?:primary key|unique) \\(index_key\\)\\)$",
);

/** Whether the module created this table: its options require one, and the SQL is the module's. */
function isCreatedBy(
  { module, arguments: given }: VirtualTable,
  part: string,
  sql: string,
): boolean {
  const bodies = BODIES[module]?.[part];
  if (bodies === undefined) return !(module in BODIES);
  const has = (option: RegExp) => given.some((it) => option.test(it));
  if (part === "content" && has(/^content =/i) && !has(/^contentless_unindexed = 1/i)) return false;
  if (part === "docsize" && (has(/^columnsize = 0/i) || has(/^matchinfo =/i))) return false;
  return bodies.test(bodyOf(sql));
}

/** Everything after the name, in canonical tokens. */
function bodyOf(sql: string): string {
  return canonical(tokensAfterName(sql));
}

const FTS3: Readonly<Record<string, RegExp>> = {
  content: /^\(docid integer primary key\b/,
  segments: /^\(blockid integer primary key, block blob\)$/,
  segdir: /^\(level integer, idx integer, start_block integer, /,
  docsize: /^\(docid integer primary key, size blob\)$/,
  stat: /^\(id integer primary key, value blob\)$/,
};

const RTREE: Readonly<Record<string, RegExp>> = {
  rowid: /^\(rowid integer primary key, nodeno\b/,
  node: /^\(nodeno integer primary key, data\)$/,
  parent: /^\(nodeno integer primary key, parentnode\)$/,
};

/** https://github.com/asg017/sqlite-vec, seen in 0.1.9. */
const VEC0: Readonly<Record<string, RegExp>> = {
  info: /^\(key text primary key, value any\)$/,
  chunks: /^\(chunk_id integer primary key autoincrement, size integer not null, /,
  rowids:
    /^\(rowid integer primary key autoincrement, id\b.*, chunk_id integer, chunk_offset integer\)$/,
  vector_chunks: /^\(rowid primary key, vectors blob not null\)$/,
  metadatachunks: /^\(rowid primary key, data blob not null\)$/,
  metadatatext: /^\(rowid primary key, data text\)$/,
  auxiliary: /^\(rowid integer primary key, value00\b/,
};

const VEC0_NAME =
  /^(.+?)_(?:(vector_chunks|metadatachunks|metadatatext)\d\d|(info|rowids|auxiliary|chunks))$/;

/** What the modules create, by the suffix of the name (libSQL 0.5.29, SQLite 3.53). */
const BODIES: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  fts5: {
    data: /^\(id integer primary key, block blob\)$/,
    idx: /^\(segid, term, pgno, primary key\s?\(segid, term\)\) without rowid$/,
    content: /^\(id integer primary key(?:, [cl]\d+)*\)$/,
    docsize: /^\(id integer primary key, sz blob(?:, origin integer)?\)$/,
    config: /^\(k primary key, v\) without rowid$/,
  },
  fts3: FTS3,
  fts4: FTS3,
  rtree: RTREE,
  rtree_i32: RTREE,
  geopoly: RTREE,
};
