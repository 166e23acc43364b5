import type { SchemaSnapshot } from "../schema/snapshot.ts";
import { historyDigest } from "./chain.ts";
import type { Migration } from "./directory.ts";
import { parseJson } from "./parse_json.ts";

/** The name of the cache in the folder of migrations; hidden, so that no layout reads it. */
export const CACHE_FILE = ".schema.json";

/** Whose answers a cache holds: from another version or another engine they are not ours. */
export interface CacheWriter {
  readonly penumbra: string;
  readonly engine: string;
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
  readonly history: CachedHistory;
  /** Names the text that the desired schema was made from. */
  readonly desiredKey?: string;
  /** What was found to need nothing, see `settledKey`; the latest first. */
  readonly settled: readonly string[];
  /** JSON, held by the digest of the file. */
  readonly snapshots: { readonly history: string; readonly desired: string };
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
  if (covered !== digest) return { kind: "miss", reason: "it is of another history" };
  const snapshot = parseSnapshot(cache.snapshots.history);
  if (snapshot === undefined) return { kind: "miss", reason: "its snapshot is not one" };
  if (count >= migrations.length) return { kind: "hit", snapshot, filled, key };
  return { kind: "prefix", snapshot, filled, key, count };
}

/** The snapshot of the desired schema whose text has this key, or undefined. */
export function lookUpDesired(cache: Cache, key: string): SchemaSnapshot | undefined {
  return cache.desiredKey === key ? parseSnapshot(cache.snapshots.desired) : undefined;
}

/** Everything that decides whether there is something to do or to say. */
export interface Situation {
  /** See `historyDigest`. */
  readonly historyDigest: string;
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

/** The settled situations with one more, the latest first; the oldest are forgotten. */
export function withSettled(settled: readonly string[], situation: Situation): string[] {
  const key = settledKey(situation);
  return [key, ...settled.filter((other) => other !== key)].slice(0, MOST_SETTLED);
}

function settledKey({ historyDigest, desiredKey, optionsKey }: Situation): string {
  return [historyDigest, desiredKey, optionsKey].join(" ");
}

/**
 * The snapshot that JSON holds, or undefined. The digest of the file has proven that we wrote it,
 * unless someone made the digest too: enough is checked for nothing to be thrown here.
 */
function parseSnapshot(json: string): SchemaSnapshot | undefined {
  const lists: unknown = parseJson(json);
  if (typeof lists !== "object" || lists === null) return undefined;
  const { tables, virtualTables, indexes, views, triggers } = lists as Partial<SchemaSnapshot>;
  const all = [tables, virtualTables, indexes, views, triggers];
  return all.every(Array.isArray) ? lists as SchemaSnapshot : undefined;
}
