import { parseJson } from "../base/parse_json.ts";
import type { SchemaSnapshot } from "../schema/snapshot.ts";
import { historyDigest } from "./chain.ts";
import type { Migration } from "./directory.ts";
import { keepLines } from "./snapshot_lines.ts";

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

/** The hashes of a history. */
export interface CachedHistory {
  /** The digest of all its migrations, see `historyDigest`. */
  readonly digest: string;
  /** The key of its last migration, see `chainKeys`. */
  readonly key: string;
  /** The number of its migrations. */
  readonly count: number;
  /** The names of the tables that have rows after it. The rows themselves are not stored. */
  readonly filled: readonly string[];
}

/** A cache as read. Its snapshots stay text until they are needed. */
export interface Cache {
  readonly kind: "cache";
  /** The engine that ran the history: the results of another one may differ. */
  readonly engine: string;
  readonly folder: RecognisedFolder;
  readonly history: CachedHistory;
  /** The key of the text from which the desired schema was made. */
  readonly desiredKey?: string;
  /** Situations that were found to need nothing, see `settledKey`; the latest first. */
  readonly settled: readonly string[];
  /** Histories that were judged and lose nothing; the latest first. */
  readonly judged: readonly JudgedHistory[];
  /**
   * JSON, covered by the digest of the file. In the desired schema, a number stands for the object
   * at that index in the same list of the history's schema, since most are the same.
   */
  readonly snapshots: { readonly history: string; readonly desired: string };
  /** JSON of `TextMark`s, which are not needed as long as the history is unchanged. */
  readonly marks: string;
  /** JSON of `StoredJudgements`, the latest first; not needed for a settled situation. */
  readonly judgements: string;
}

/** The result of looking up a history. `key` is that of the last migration covered. */
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
    /** How many migrations the snapshot covers; the rest must be replayed on it. */
    readonly count: number;
  }
  | { readonly kind: "miss"; readonly reason: string };

/** The snapshot of a history or of its longest cached prefix; `digest` is that of the whole history. */
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

/** The cached snapshot of the desired schema, whatever text it was made from. */
export function cachedDesired(cache: Cache): SchemaSnapshot | undefined {
  return cache.desiredKey === undefined ? undefined : parseSnapshots(cache)?.desired;
}

/**
 * The snapshot of the desired schema whose text has this key, or undefined. Objects that are equal
 * to the history's are the same objects, which makes comparisons fast.
 */
export function lookUpDesired(cache: Cache, key: string): SchemaSnapshot | undefined {
  return cache.desiredKey === key ? cachedDesired(cache) : undefined;
}

/** A history that was judged, as hashes. */
export interface JudgedHistory {
  /** The key of its last migration, see `chainKeys`. */
  readonly key: string;
  /** How many migrations at its start counted as applied and were not judged. */
  readonly from: number;
  /** The names of its possible runners. */
  readonly runners: string;
}

/** Whether the history was judged from there on, or earlier, for the same runners. */
export function isJudged(judged: readonly JudgedHistory[], wanted: JudgedHistory): boolean {
  return judged.some(({ key, from, runners }) =>
    key === wanted.key && from <= wanted.from && runners === wanted.runners
  );
}

/** The judged histories with this one added, the latest first; the oldest are dropped. */
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

/** What judging a history has found, so that a finding that stays takes no time again. */
export interface StoredJudgements {
  /** The key of the last migration, see `chainKeys`. */
  readonly key: string;
  /** How many migrations at its start counted as applied; "each" if all were judged separately. */
  readonly from: number | "each";
  /** The names of the possible runners. */
  readonly runners: string;
  /** JSON values. */
  readonly judgements: unknown;
}

/** The stored judgements of a cache; none if they are anything else. */
export function parseJudgements({ judgements }: Pick<Cache, "judgements">): StoredJudgements[] {
  const list: unknown = parseJson(judgements);
  return Array.isArray(list) ? list as StoredJudgements[] : [];
}

/** The judgements of the same migrations for the same runners, if there are any. */
export function findJudgements(
  stored: readonly StoredJudgements[],
  wanted: Omit<StoredJudgements, "judgements">,
): StoredJudgements | undefined {
  return stored.find((it) => isSameHistory(it, wanted));
}

/** The stored judgements with these added, the latest first; the oldest are dropped. */
export function withJudgements(
  stored: readonly StoredJudgements[],
  latest: StoredJudgements | undefined,
): readonly StoredJudgements[] {
  if (latest === undefined) return stored;
  return [latest, ...stored.filter((it) => !isSameHistory(it, latest))].slice(0, MOST_JUDGEMENTS);
}

/** Enough for a branch, for the same with `--all`, and for what is staged of each. */
const MOST_JUDGEMENTS = 4;

function isSameHistory(
  left: Omit<StoredJudgements, "judgements">,
  right: Omit<StoredJudgements, "judgements">,
): boolean {
  return left.key === right.key && left.from === right.from && left.runners === right.runners;
}

/** Everything that decides whether there is something to do or to report. */
export interface Situation {
  /** See `folderDigest`. */
  readonly folderDigest: string;
  /** The key of the desired text. */
  readonly desiredKey: string;
  /** The key of the options that affect the result. */
  readonly optionsKey: string;
}

/** Whether the situation is known to need nothing and to have no findings. */
export function isSettled(cache: Cache, situation: Situation): boolean {
  return cache.settled.includes(settledKey(situation));
}

/** How many situations are kept: enough for a few branches with a few sets of options each. */
const MOST_SETTLED = 16;

/** The settled situations with this one added, the latest first; the oldest are dropped. */
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
 * The snapshots in the JSON of a cache, or undefined. Its digest has proven that the author has our
 * secret, so only enough is checked for nothing to throw here.
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

/** The lists with every index replaced by the object of the other list. */
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
