import { canonical } from "../../sql/canonical.ts";
import { fold } from "../../sql/names.ts";
import { significant, tokenize } from "../../sql/tokens.ts";
import { objectNameIndex, readIndex, readVirtualTable } from "../text/object_sql.ts";
import type { VirtualTable } from "../snapshot.ts";

/** A row of the catalog that has a text. */
export type ObjectRow = readonly [type: string, name: string, sql: string];

/**
 * Tells the tables, and their indexes, that a module or libSQL keeps for another object. The engine
 * goes by the name: to it `docs_content` belongs to the search index `docs` whether that has made it or
 * not. So what the module would have made is checked against the text that is there. Of a module that we
 * do not know, the engine is believed.
 * https://www.sqlite.org/vtab.html#the_xshadowname_method
 */
export function backingTables(
  shadows: ReadonlySet<string>,
  objects: readonly ObjectRow[],
): (row: ObjectRow) => boolean {
  const owners = new Map(
    objects.filter(([type, , sql]) => type === "table" && /^create\s+virtual\s/i.test(sql))
      .map(([, name, sql]) => [fold(name), readVirtualTable(sql)] as const),
  );
  const vectors = new Set(objects.filter(isVectorIndex).map(([, name]) => fold(name)));
  return ([type, name, sql]) => {
    const folded = fold(name);
    if (type === "index") return isOfVectorIndex(folded, /_shadow_idx$/, vectors);
    if (type !== "table") return false;
    if (folded === VECTOR_META.name) return bodyOf(sql) === VECTOR_META.body;
    if (isOfVectorIndex(folded, /_shadow$/, vectors)) return true;
    if (isOfVec0(folded, sql, owners)) return true;
    if (!shadows.has(folded)) return false;
    const [, before = "", part = ""] = /^(.+)_([^_]+)$/.exec(folded) ?? [];
    const owner = owners.get(before);
    return owner === undefined || isMadeBy(owner, part, sql);
  };
}

/**
 * Whether sqlite-vec keeps a table for one of its own. SQLite takes `near_vector_chunks00` for a table of
 * `near_vector`, and marks none where the extension is not loaded.
 */
function isOfVec0(name: string, sql: string, owners: ReadonlyMap<string, VirtualTable>): boolean {
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

/** Where libSQL keeps what it knows of all vector indexes. */
const VECTOR_META = {
  name: "libsql_vector_meta_shadow",
  body: "(name text primary key, metadata blob) without rowid",
};

/** Whether the module has made that table of its own: it has a reason to, and the text is its text. */
function isMadeBy({ module, arguments: given }: VirtualTable, part: string, sql: string): boolean {
  const bodies = BODIES[module]?.[part];
  if (bodies === undefined) return !(module in BODIES);
  const has = (option: RegExp) => given.some((it) => option.test(it));
  if (part === "content" && has(/^content =/i) && !has(/^contentless_unindexed = 1/i)) return false;
  if (part === "docsize" && (has(/^columnsize = 0/i) || has(/^matchinfo =/i))) return false;
  return bodies.test(bodyOf(sql));
}

/** All that follows the name, in canonical tokens. */
function bodyOf(sql: string): string {
  const tokens = significant(tokenize(sql));
  return canonical(tokens.slice(objectNameIndex(tokens) + 1));
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

/** What the modules make, by the end of its name (libSQL 0.5.29, SQLite 3.53). */
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
