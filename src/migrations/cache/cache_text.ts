import { hmacSha256 } from "../../base/hash.ts";
import { parseJson } from "../../base/parse_json.ts";
import { fingerprintLike } from "../../schema/facts.ts";
import { objectsOf, type SchemaSnapshot } from "../../schema/snapshot.ts";
import type {
  Cache,
  CachedContent,
  CachedHistory,
  CachedState,
  CacheHead,
  CacheSigner,
  KeptStates,
  RecognisedFolder,
} from "./cache.ts";
import type { JudgedHistory, StoredJudgements } from "./cached_findings.ts";
import { linePerItem, snapshotLines } from "./snapshot_lines.ts";
import { patchLines } from "./snapshot_patch.ts";
import type { TextMark } from "./text_marks.ts";

/** Everything that is written to a cache. */
export interface CacheContents extends CacheSigner, KeptStates {
  readonly engine: string;
  readonly folder: RecognisedFolder;
  readonly desired?: { readonly key: string; readonly snapshot: SchemaSnapshot } | undefined;
  /** See `withSettled`. */
  readonly settled: readonly string[];
  /** See `withJudged`. */
  readonly judged: readonly JudgedHistory[];
  /** See `textMarks`. */
  readonly marks: readonly TextMark[];
  /** See `withJudgements`. */
  readonly judgements: readonly StoredJudgements[];
}

/** A text that is not a valid cache, and why, for `--verbose`: "it …". */
export interface InvalidCache {
  readonly kind: "invalid";
  readonly reason: string;
}

/**
 * The text of a cache: JSON with a line for each object, so that a committed one is readable in a
 * diff. First the fields for the fast path, with a digest of their own, then the snapshots, and last a
 * digest of everything before it. Both require the secret.
 */
export async function writeCache(contents: CacheContents): Promise<string> {
  const { penumbra, engine, secret, folder, history, others, desired, settled, judged } = contents;
  const { snapshot } = history;
  const states = [history, ...others];
  const head = START + [
    `"penumbra": ${JSON.stringify(penumbra)},`,
    `"engine": ${JSON.stringify(engine)},`,
    `"folder": ${JSON.stringify({ digest: folder.digest, layout: folder.layout })},`,
    `"history": ${hashesOf(history)},`,
    `"others": ${linePerItem(others.map(hashesOf))},`,
    `"desiredKey": ${JSON.stringify(desired?.key ?? null)},`,
    `"settled": ${linePerItem(settled.map((it) => JSON.stringify(it)))},`,
    `"judged": ${linePerItem(judged.map((it) => JSON.stringify(it)))}`,
  ].join("\n");
  const body = head + await endOfHead(head, secret) + MARK.history + snapshotLines(snapshot) +
    MARK.desired + (desired === undefined ? "null" : patchLines(desired.snapshot, snapshot)) +
    MARK.others + linePerItem(others.map((it) => patchLines(it.snapshot, snapshot))) +
    MARK.fingerprints + linePerItem(await fingerprintLines(states.map((it) => it.snapshot))) +
    MARK.contents + linePerItem(states.map(contentText)) +
    MARK.marks + linePerItem(contents.marks.map((it) => JSON.stringify(it))) +
    MARK.judgements + linePerItem(contents.judgements.map((it) => JSON.stringify(it)));
  return body + MARK.digest + endOf(await hmacSha256(secret, body));
}

function hashesOf({ digest, key, count, filled }: CachedHistory): string {
  return JSON.stringify({ digest, key, count, filled });
}

/** The fingerprints of the snapshots, each computed from a known one of the others. */
async function fingerprintLines(snapshots: readonly SchemaSnapshot[]): Promise<string[]> {
  const lines: string[] = [];
  for (const it of snapshots) lines.push(JSON.stringify(await fingerprintLike(it, snapshots)));
  return lines;
}

/** What a state contains besides its schema as JSON; null if it is not known, or too much. */
function contentText({ snapshot, rows, order }: CachedState): string {
  if (rows === undefined) return "null";
  const places = new Map(objectsOf(snapshot).map((object, place) => [object, place]));
  const content: CachedContent = {
    rows: [...rows],
    order: order === undefined ? null : order.map((object) => places.get(object)!),
  };
  const text = JSON.stringify(content);
  return text.length > MOST_CONTENT ? "null" : text;
}

/** In characters: what is more takes longer to read and write than a replay of most histories. */
const MOST_CONTENT = 1 << 16;

/** What follows the fields for the fast path: their digest. That of the whole text never equals it. */
async function endOfHead(head: string, secret: string): Promise<string> {
  return `${MARK.head}"${await hmacSha256(secret, MARK.head + head)}"`;
}

/** The start of a cache that was written with our secret, and the rest, which is not verified yet. */
export interface ReadHead {
  readonly head: CacheHead;
  whole(): Promise<Cache | InvalidCache>;
}

/**
 * The start of the cache in a text, if it was written with our secret and not changed since. Never
 * fails: otherwise the result says what the text is.
 */
export async function readCacheHead(
  text: string,
  { penumbra: version, secret }: CacheSigner,
): Promise<ReadHead | InvalidCache> {
  // Git may have changed the line endings of a committed cache; JSON strings contain none.
  const lines = text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
  const start = lines.slice(0, Math.max(0, lines.indexOf(MARK.head)));
  const isOurs = lines.startsWith(START) &&
    lines.startsWith(await endOfHead(start, secret), start.length);
  if (!isOurs) return invalid(likelyCause(lines));
  const facts = parseJson(`${start}\n}`);
  if (!isHead(facts)) return invalid("was made by hand");
  const { penumbra, desiredKey, engine, folder, history, others, settled, judged } = facts;
  if (penumbra !== version) return invalid(`was written by penumbra ${penumbra}`);
  const head: CacheHead = {
    kind: "cache",
    engine,
    folder,
    history,
    others,
    ...(desiredKey === null ? {} : { desiredKey }),
    settled,
    judged,
  };
  return { head, whole: async () => await withRest(head, lines, secret) };
}

/** The cache whose start is known, if the rest of its text was not changed either; not parsed yet. */
async function withRest(
  head: CacheHead,
  lines: string,
  secret: string,
): Promise<Cache | InvalidCache> {
  const body = lines.slice(0, Math.max(0, lines.lastIndexOf(MARK.digest)));
  const isWhole = lines.slice(body.length) === MARK.digest + endOf(await hmacSha256(secret, body));
  if (!isWhole) return invalid(likelyCause(lines));
  const [, afterHead] = splitAt(body, MARK.history);
  const [history, afterHistory] = splitAt(afterHead, MARK.desired);
  const [desired, afterDesired] = splitAt(afterHistory, MARK.others);
  const [others, afterOthers] = splitAt(afterDesired, MARK.fingerprints);
  const [fingerprints, afterFingerprints] = splitAt(afterOthers, MARK.contents);
  const [contents, afterContents] = splitAt(afterFingerprints, MARK.marks);
  const [marks, judgements] = splitAt(afterContents, MARK.judgements);
  const snapshots = { history, desired, others };
  return { ...head, snapshots, fingerprints, contents, marks, judgements };
}

/** The start of every cache of this format; another number means another format. */
const START = `{
"about": "A cache of penumbra. Safe to delete, safe to commit; do not edit",
"format": 11,
`;

/** The starts of the parts. JSON strings contain no line break, so these are unique. */
const MARK = {
  head: ',\n"headDigest": ',
  history: ',\n"historySnapshot": ',
  desired: ',\n"desiredSnapshot": ',
  others: ',\n"otherSnapshots": ',
  fingerprints: ',\n"fingerprints": ',
  contents: ',\n"contents": ',
  marks: ',\n"texts": ',
  judgements: ',\n"judgements": ',
  digest: ',\n"digest": ',
} as const;

function endOf(digest: string): string {
  return `"${digest}"\n}\n`;
}

/** The fields before the snapshots. */
interface Head {
  readonly penumbra: string;
  readonly engine: string;
  readonly folder: RecognisedFolder;
  readonly history: CachedHistory;
  readonly others: readonly CachedHistory[];
  readonly desiredKey: string | null;
  readonly settled: readonly string[];
  readonly judged: readonly JudgedHistory[];
}

/** Checks only what could make us crash: the digest has already proven that we wrote it. */
function isHead(value: unknown): value is Head {
  if (typeof value !== "object" || value === null) return false;
  const { folder, history, others, settled, judged } = value as Partial<Head>;
  return isObject(folder) && Array.isArray(settled) && Array.isArray(judged) &&
    judged.every(isObject) && Array.isArray(others) && [history, ...others].every(isHistory);
}

function isHistory(value: unknown): value is CachedHistory {
  if (typeof value !== "object" || value === null) return false;
  const { count = -1, filled } = value as Partial<CachedHistory>;
  return Number.isSafeInteger(count) && count >= 0 &&
    Array.isArray(filled) && filled.every((name) => typeof name === "string");
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** The likely reason why the digest of a text is wrong. */
function likelyCause(lines: string): string {
  if (lines === "") return "is empty";
  if (/^(?:<<<<<<<|=======|>>>>>>>)/m.test(lines)) return "contains merge markers";
  if (START.startsWith(lines)) return "is truncated";
  if (!lines.startsWith(START)) return "has another format";
  return lines.includes(MARK.digest) ? "was written with another key or edited" : "is truncated";
}

function invalid(state: string): InvalidCache {
  return { kind: "invalid", reason: `it ${state}` };
}
