import { parseJson } from "../base/parse_json.ts";
import type { SchemaSnapshot } from "../schema/snapshot.ts";
import { historyDigest } from "./chain.ts";
import type { Migration } from "./directory.ts";
import { keepLines } from "./snapshot_lines.ts";

/** The name of the cache in the folder of migrations; hidden, so that no layout reads it. */
export const CACHE_FILE = ".schema.json";

/** Who signs a cache: what another version has worked out may not hold. */
export interface CacheSigner {
  readonly penumbra: string;
  /** What caches are signed with: 64 hex digits that nobody else knows. */
  readonly secret: string;
}

/** A folder of migrations whose layout was recognised. */
export interface RecognisedFolder {
  /** See `folderDigest`. */
  readonly digest: string;
  /** The name of its layout. */
  readonly layout: string;
}

/** A history by its hashes. */
export interface CachedHistory {
  /** Of all its migrations, see `historyDigest`. */
  readonly digest: string;
  /** The key of its last migration, see `chainKeys`. */
  readonly key: string;
  /** How many migrations it has. */
  readonly count: number;
  /** The names of the tables that it leaves rows in. The rows themselves are not kept. */
  readonly filled: readonly string[];
}

/** A cache as it was read. Its snapshots stay text until they are needed. */
export interface Cache {
  readonly kind: "cache";
  /** What has run the history, in words: what another engine makes of it may differ. */
  readonly engine: string;
  readonly folder: RecognisedFolder;
  readonly history: CachedHistory;
  /** Names the text that the desired schema was made from. */
  readonly desiredKey?: string;
  /** What was found to need nothing, see `settledKey`; the latest first. */
  readonly settled: readonly string[];
  /** The histories whose migrations were judged and lose nothing; the latest first. */
  readonly judged: readonly JudgedHistory[];
  /**
   * JSON, held by the digest of the file. In the desired schema a number stands for the object at
   * that place of the same list of the history's: most are the same.
   */
  readonly snapshots: { readonly history: string; readonly desired: string };
  /** JSON of `TextMark`s, of which nobody needs to know as long as the history is the same. */
  readonly marks: string;
}

/** What a cached history is good for. `key` is that of the last migration it covers. */
export type Found =
  | {
    readonly kind: "hit";
    readonly snapshot: SchemaSnapshot;
    readonly filled: readonly string[];
    readonly key: string;
  }
  | {
    readonly kind: "prefix";
    readonly snapshot: SchemaSnapshot;
    readonly filled: readonly string[];
    readonly key: string;
    /** How many migrations the snapshot covers; the rest is to be replayed on it. */
    readonly count: number;
  }
  | { readonly kind: "miss"; readonly reason: string };

/** The snapshot of a history or of its longest cached beginning; `digest` is that of all of it. */
export async function lookUp(
  cache: Cache,
  history: { readonly migrations: readonly Migration[]; readonly digest: string },
): Promise<Found> {
  const { digest, count, key, filled } = cache.history;
  const { migrations } = history;
  const covered = count === migrations.length
    ? history.digest
    : await historyDigest(migrations.slice(0, count));
  if (covered !== digest) return { kind: "miss", reason: "it belongs to another history" };
  const snapshot = parseSnapshots(cache)?.history;
  if (snapshot === undefined) return { kind: "miss", reason: "its snapshot is invalid" };
  if (count >= migrations.length) return { kind: "hit", snapshot, filled, key };
  return { kind: "prefix", snapshot, filled, key, count };
}

/** The snapshot of the desired schema that the cache holds, whatever text it was made from. */
export function cachedDesired(cache: Cache): SchemaSnapshot | undefined {
  return cache.desiredKey === undefined ? undefined : parseSnapshots(cache)?.desired;
}

/**
 * The snapshot of the desired schema whose text has this key, or undefined. What it has in common with
 * the history's are the same objects, so that no comparison has to look into them.
 */
export function lookUpDesired(cache: Cache, key: string): SchemaSnapshot | undefined {
  return cache.desiredKey === key ? cachedDesired(cache) : undefined;
}

/** A history that was judged, by hashes. */
export interface JudgedHistory {
  /** The key of its last migration, see `chainKeys`. */
  readonly key: string;
  /** How many migrations at its beginning were taken for applied and not judged. */
  readonly from: number;
  /** The names of those who may run it. */
  readonly runners: string;
}

/** Whether the history is known to be judged from there on, for the same runners. */
export function isJudged(judged: readonly JudgedHistory[], wanted: JudgedHistory): boolean {
  return judged.some(({ key, from, runners }) =>
    key === wanted.key && from <= wanted.from && runners === wanted.runners
  );
}

/** The judged histories and this one, the latest first; the oldest are forgotten. */
export function withJudged(
  judged: readonly JudgedHistory[],
  history: JudgedHistory | undefined,
): readonly JudgedHistory[] {
  if (history === undefined) return judged;
  const others = judged.filter(({ key, runners }) =>
    key !== history.key || runners !== history.runners
  );
  return [history, ...others].slice(0, MOST_SETTLED);
}

/** Everything that decides whether there is something to do or to say. */
export interface Situation {
  /** See `folderDigest`. */
  readonly folderDigest: string;
  /** Names the desired text. */
  readonly desiredKey: string;
  /** Names the options that bear on the answer. */
  readonly optionsKey: string;
}

/** Whether the situation is known to need nothing and to hold no findings. */
export function isSettled(cache: Cache, situation: Situation): boolean {
  return cache.settled.includes(settledKey(situation));
}

/** How many situations are kept: a few branches, each with a few sets of options. */
const MOST_SETTLED = 16;

/** The settled situations and this one, the latest first; the oldest are forgotten. */
export function withSettled(
  settled: readonly string[],
  situation: Situation | undefined,
): readonly string[] {
  if (situation === undefined) return settled;
  const key = settledKey(situation);
  return [key, ...settled.filter((other) => other !== key)].slice(0, MOST_SETTLED);
}

function settledKey({ folderDigest, desiredKey, optionsKey }: Situation): string {
  return [folderDigest, desiredKey, optionsKey].join(" ");
}

interface Snapshots {
  readonly history: SchemaSnapshot;
  readonly desired?: SchemaSnapshot | undefined;
}

/**
 * The snapshots that the JSON of a cache holds, or undefined. Its digest has proven that somebody
 * wrote it who has our secret: enough is checked for nothing to be thrown here.
 */
function parseSnapshots(cache: Cache): Snapshots | undefined {
  const parsed = PARSED.get(cache);
  if (parsed !== undefined) return parsed;
  const history: unknown = parseJson(cache.snapshots.history);
  if (!isSnapshot(history)) return undefined;
  keepLines(history, cache.snapshots.history);
  const desired = withPlaces(parseJson(cache.snapshots.desired), history);
  const snapshots = { history, desired: isSnapshot(desired) ? desired : undefined };
  PARSED.set(cache, snapshots);
  return snapshots;
}

const PARSED = new WeakMap<Cache, Snapshots>();

/** The lists, with the object of the other's list for each place in it. */
function withPlaces(lists: unknown, known: SchemaSnapshot): unknown {
  if (typeof lists !== "object" || lists === null) return undefined;
  return Object.fromEntries(
    Object.entries(lists).map(([kind, list]) => {
      const others: readonly unknown[] = known[kind as keyof SchemaSnapshot] ?? [];
      const objectAt = (item: unknown) => typeof item === "number" ? others[item] : item;
      return [kind, Array.isArray(list) ? list.map(objectAt) : list];
    }),
  );
}

function isSnapshot(value: unknown): value is SchemaSnapshot {
  if (typeof value !== "object" || value === null) return false;
  const { tables, virtualTables, indexes, views, triggers } = value as Partial<SchemaSnapshot>;
  return [tables, virtualTables, indexes, views, triggers].every((list) =>
    Array.isArray(list) && list.every((it) => typeof it === "object" && it !== null)
  );
}
