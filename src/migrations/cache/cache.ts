import { parseJson } from "../../base/parse_json.ts";
import { keepFingerprint } from "../../schema/facts.ts";
import { objectsOf, type SchemaSnapshot } from "../../schema/snapshot.ts";
import type { Content, TableRows } from "../../schema/content.ts";
import type { JudgedHistory } from "./cached_findings.ts";
import { historyDigest } from "../chain.ts";
import type { Migration } from "../directory.ts";
import { keepLines } from "./snapshot_lines.ts";
import { patched } from "./snapshot_patch.ts";

/** The name of the cache in the migrations folder; hidden, so that no layout reads it. */
export const CACHE_FILE = ".schema.json";

/** The version and secret that sign a cache: results of another version may be wrong. */
export interface CacheSigner {
  readonly penumbra: string;
  /** The secret for signatures: 64 hex digits that nobody else knows. */
  readonly secret: string;
}

/** A migrations folder whose layout has been recognized. */
export interface RecognisedFolder {
  /** See `folderDigest`. */
  readonly digest: string;
  /** The name of its layout. */
  readonly layout: string;
}

/** The hashes of a history, and what it leaves besides a schema. */
export interface CachedHistory {
  /** The digest of all its migrations, see `historyDigest`. */
  readonly digest: string;
  /** The key of its last migration, see `chainKeys`. */
  readonly key: string;
  /** The number of its migrations. */
  readonly count: number;
  /** The names of the tables that have rows after it. */
  readonly filled: readonly string[];
}

/** The state after a history. */
export interface CachedState extends CachedHistory, Content {
  readonly snapshot: SchemaSnapshot;
}

/** The start of a cache, which is enough for a settled situation. */
export interface CacheHead {
  readonly kind: "cache";
  /** The engine that ran the histories: the results of another one may differ. */
  readonly engine: string;
  readonly folder: RecognisedFolder;
  /** The history of the folder. */
  readonly history: CachedHistory;
  /** Others whose states it has: what that one continues, and other branches; the latest first. */
  readonly others: readonly CachedHistory[];
  /** The key of the text from which the desired schema was made. */
  readonly desiredKey?: string;
  /** Situations that were found to need nothing, see `settledKey`; the latest first. */
  readonly settled: readonly string[];
  /** Histories that were judged and lose nothing; the latest first. */
  readonly judged: readonly JudgedHistory[];
}

/** A cache as read. Its snapshots stay text until they are needed. */
export interface Cache extends CacheHead {
  /**
   * JSON, covered by the digest of the file: the schema of the history, and how the desired one and
   * those of the other histories differ from it.
   */
  readonly snapshots: {
    readonly history: string;
    readonly desired: string;
    readonly others: string;
  };
  /** JSON of the fingerprints of all these schemas but the desired one. */
  readonly fingerprints: string;
  /** JSON of what the states contain besides their schemas, in that order; null if unknown. */
  readonly contents: string;
  /** JSON of `TextMark`s, which are not needed as long as the history is unchanged. */
  readonly marks: string;
  /** JSON of `StoredJudgements`, the latest first; not needed for a settled situation. */
  readonly judgements: string;
}

/** The result of looking up a history: the state after all of its migrations, or the first ones. */
export type Found =
  | { readonly kind: "found"; readonly state: CachedState }
  | { readonly kind: "miss"; readonly reason: string };

/** A history with its digest. */
interface DigestedHistory {
  readonly migrations: readonly Migration[];
  /** See `historyDigest`. */
  readonly digest: string;
}

/** The state after a history or after its longest cached prefix. */
export async function lookUp(cache: Cache, history: DigestedHistory): Promise<Found> {
  const counts = new Set(historiesOf(cache).map(({ count }) => count));
  for (const count of [...counts].sort((left, right) => right - left)) {
    const state = await stateAfter(cache, history, count);
    if (state !== undefined) return { kind: "found", state };
  }
  const isValid = cachedStates(cache).length > 0;
  return {
    kind: "miss",
    reason: isValid ? "it belongs to another history" : "its snapshot is invalid",
  };
}

/** The cached state after the first migrations of a history, or undefined. */
export async function stateAfter(
  cache: Cache,
  { migrations, digest: whole }: DigestedHistory,
  count: number,
): Promise<CachedState | undefined> {
  if (count > migrations.length || historiesOf(cache).every((it) => it.count !== count)) {
    return undefined;
  }
  const digest = count === migrations.length
    ? whole
    : await historyDigest(migrations.slice(0, count));
  return cachedStates(cache).find((it) => it.digest === digest);
}

function historiesOf({ history, others }: Cache): readonly CachedHistory[] {
  return [history, ...others];
}

/** All states in a cache, that of the folder first, then the latest; none if it is invalid. */
export function cachedStates(cache: Cache): readonly CachedState[] {
  return parsed(cache)?.states ?? [];
}

/** States to write to a cache. */
export interface KeptStates {
  /** The state after the history of the folder. */
  readonly history: CachedState;
  readonly others: readonly CachedState[];
}

/**
 * The state of the folder, and others behind it, each history once, with its rows if these are
 * known; the last ones are dropped.
 */
export function statesToKeep(
  latest: CachedState,
  others: readonly CachedState[],
): KeptStates {
  const byDigest = new Map<string, CachedState>();
  for (const state of [latest, ...others]) {
    const known = byDigest.get(state.digest);
    byDigest.set(state.digest, known?.rows === undefined ? state : known);
  }
  const history = byDigest.get(latest.digest)!;
  byDigest.delete(latest.digest);
  return { history, others: [...byDigest.values()].slice(0, MOST_OTHERS) };
}

/** Enough for the migrations of a branch, for where it began, and for another branch. */
const MOST_OTHERS = 7;

/** The snapshot of the desired schema, whatever text it was made from. */
export function cachedDesired(cache: Cache): SchemaSnapshot | undefined {
  return cache.desiredKey === undefined ? undefined : parsed(cache)?.desired;
}

/**
 * The snapshot of the desired schema whose text has this key, or undefined. Objects that are equal
 * to the history's are the same objects, which makes comparisons fast.
 */
export function lookUpDesired(cache: Cache, key: string): SchemaSnapshot | undefined {
  return cache.desiredKey === key ? cachedDesired(cache) : undefined;
}

interface Parsed {
  readonly states: readonly CachedState[];
  readonly desired?: SchemaSnapshot | undefined;
}

/**
 * The states and the desired schema in the JSON of a cache, or undefined. Its digest has proven
 * that the author has our secret, so only enough is checked for nothing to throw here.
 */
function parsed(cache: Cache): Parsed | undefined {
  const known = PARSED.get(cache);
  if (known !== undefined) return known;
  const { history, others, snapshots } = cache;
  const snapshot: unknown = parseJson(snapshots.history);
  if (!isSnapshot(snapshot)) return undefined;
  keepLines(snapshot, snapshots.history);
  const patches = listIn(snapshots.others);
  const fingerprints = listIn(cache.fingerprints);
  const contents = listIn(cache.contents);
  const states = [history, ...others].flatMap((it, index): CachedState[] => {
    const own = index === 0 ? snapshot : patched(snapshot, patches[index - 1]);
    const print = fingerprints[index];
    if (own !== undefined && isHash(print)) keepFingerprint(own, print);
    return own === undefined ? [] : [{ ...it, snapshot: own, ...contentOf(own, contents[index]) }];
  });
  const result = { states, desired: patched(snapshot, parseJson(snapshots.desired)) };
  PARSED.set(cache, result);
  return result;
}

const PARSED = new WeakMap<Cache, Parsed>();

function listIn(json: string): readonly unknown[] {
  const list: unknown = parseJson(json);
  return Array.isArray(list) ? list : [];
}

/** What a cache says about a state besides its schema. */
export interface CachedContent {
  readonly rows: readonly (readonly [table: string, rows: TableRows])[];
  /** The places of the objects in the schema, in the order of creation. */
  readonly order: readonly number[] | null;
}

function contentOf(snapshot: SchemaSnapshot, stored: unknown): Content {
  if (typeof stored !== "object" || stored === null) return {};
  const { rows, order } = stored as Partial<CachedContent>;
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) return {};
  const objects = objectsOf(snapshot);
  const inOrder = Array.isArray(order) ? order.flatMap((place) => objects[place] ?? []) : [];
  return {
    rows: new Map(rows as [string, TableRows][]),
    ...(inOrder.length === objects.length && { order: inOrder }),
  };
}

function isHash(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

/** Whether a value has the lists of a snapshot. */
function isSnapshot(value: unknown): value is SchemaSnapshot {
  if (typeof value !== "object" || value === null) return false;
  const { tables, virtualTables, indexes, views, triggers } = value as Partial<SchemaSnapshot>;
  return [tables, virtualTables, indexes, views, triggers].every((list) =>
    Array.isArray(list) && list.every((it) => typeof it === "object" && it !== null)
  );
}
