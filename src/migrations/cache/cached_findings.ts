import { parseJson } from "../../base/parse_json.ts";

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

/** What judging migrations together has found, so that they need not be judged again. */
export interface StoredJudgements {
  /** The key of the last one, see `chainKeys`. */
  readonly key: string;
  /** How many migrations are before them. */
  readonly from: number;
  /** The names of the possible runners. */
  readonly runners: string;
  /** JSON values. */
  readonly judgements: unknown;
}

/** The stored judgements of a cache; none if they are anything else. */
export function parseJudgements(
  { judgements }: { readonly judgements: string },
): StoredJudgements[] {
  const list: unknown = parseJson(judgements);
  return Array.isArray(list) ? list as StoredJudgements[] : [];
}

/** The judgements of the same migrations for the same runners, if there are any. */
export function findJudgements(
  stored: readonly StoredJudgements[],
  wanted: Omit<StoredJudgements, "judgements">,
): StoredJudgements | undefined {
  return stored.find((it) => isSamePlace(it, wanted));
}

/**
 * The stored judgements with these added, the latest first. Those of the history with these keys are all kept; of
 * the others, the oldest are dropped.
 */
export function withJudgements(
  stored: readonly StoredJudgements[],
  latest: readonly StoredJudgements[],
  keys: ReadonlySet<string>,
): readonly StoredJudgements[] {
  const earlier = stored.filter((it) => !latest.some((other) => isSamePlace(it, other)));
  const { own = [], others = [] } = Object.groupBy(
    [...latest, ...earlier],
    ({ key }) => keys.has(key) ? "own" : "others",
  );
  return [...own, ...others.slice(0, MOST_OTHERS)];
}

/** Enough for a few branches. */
const MOST_OTHERS = 32;

function isSamePlace(
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
  /** Where git's branches are: what the main branch has decides which edits are reported. */
  readonly heads: string;
  /** The key of the options that affect the result. */
  readonly optionsKey: string;
}

/** Whether the situation is known to need nothing and to have no findings. */
export function isSettled(
  cache: { readonly settled: readonly string[] },
  situation: Situation,
): boolean {
  return cache.settled.includes(settledKey(situation));
}

/** Whether the folder needed nothing with the branches where they are, for some desired schema. */
export function hasSettled(
  cache: { readonly settled: readonly string[] },
  { folderDigest, heads }: Pick<Situation, "folderDigest" | "heads">,
): boolean {
  return cache.settled.some((it) => {
    const [folder, , branches] = it.split(" ");
    return folder === folderDigest && branches === heads;
  });
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

function settledKey({ folderDigest, desiredKey, heads, optionsKey }: Situation): string {
  return [folderDigest, desiredKey, heads, optionsKey].join(" ");
}
