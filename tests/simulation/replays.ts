import { EMPTY_SNAPSHOT, type SchemaSnapshot } from "../../src/schema/snapshot.ts";
import { readStatements } from "../../src/sql/read_statements.ts";
import { replayModes } from "../../src/shadow/replay/replay_modes.ts";
import { dependsOnRows } from "../../src/shadow/replay/row_dependence.ts";
import type { Statement } from "../../src/sql/statements.ts";
import { isWhole } from "../../src/shadow/replay/replay.ts";
import { runHistory, type RunHistoryOptions } from "../../src/shadow/replay/run_history.ts";
import {
  type ProbedSnapshot,
  snapshotAfter,
  snapshotInWindows,
} from "../../src/shadow/replay/snapshot_after.ts";
import { whyFull } from "../../src/shadow/replay/why_full.ts";
import { RUNNERS } from "../../src/migrations/runners/list.ts";
import type { Result, Success } from "../../src/base/result.ts";
import type { EngineName } from "../../src/base/engine_name.ts";
import { randomFrom } from "../bench/random.ts";
import { count, type Counts } from "./counts.ts";
import { randomHistory } from "./histories.ts";

/** The first fault among this many random histories; see `replayFault`. */
export async function firstReplayFault(
  { firstSeed, replays }: { readonly firstSeed: number; readonly replays: number },
  counts: Counts,
): Promise<string | undefined> {
  for (let seed = firstSeed; seed < firstSeed + replays; seed++) {
    const fault = await replayFault(seed, counts);
    if (fault !== undefined) return fault;
  }
}

/**
 * Replays a random history in windows and in full, from the start and from a later file, like any
 * one of the runners. Returns the differences, with the history; undefined if the results are equal
 * byte for byte. If a replay in windows stops, the rest is replayed on the whole schema.
 */
async function replayFault(seed: number, counts: Counts): Promise<string | undefined> {
  const random = randomFrom(seed);
  const engine: EngineName = random.chance(0.5) ? "libsql" : "sqlite";
  const mode = random.pick(replayModes(RUNNERS));
  const history = await randomHistory(seed, engine);
  const sources = history.map((file, index) => ({
    name: `${String(index + 1).padStart(4, "0")}.sql`,
    text: file.map((sql) => `${sql};\n`).join(""),
  }));
  const read = readStatements(sources);
  if (!read.ok) return `seed ${seed}: cannot be split`;
  const statements = read.value;
  if (whyFull(statements) !== undefined) return skip(counts, "full by kind");
  const isRandom = statements.some(({ sql }) => /random/i.test(sql));
  const keepsRows = random.chance(0.7) && !isRandom ? "few" : undefined;
  const options = { engine, mode, keepsRows } as const;
  const full = await snapshotAfter(EMPTY_SNAPSHOT, statements, options);
  const unloadPolicy = random.pick(["always", "in-phases"] as const);
  const windows = { ...options, unloadPolicy };
  const windowed = await snapshotInWindows(EMPTY_SNAPSHOT, statements, windows);
  const told = `seed ${seed}, ${engine}, ${unloadPolicy}, ${JSON.stringify(mode)}\n` +
    sources.map(({ name, text }) => `-- ${name}\n${text}`).join("");
  // The guard checks every statement first, even those that would not be reached.
  if (!full.ok && full.diagnostics[0]!.code !== "replay/statement-failed") {
    return skip(counts, "refused by the guard");
  }
  const isFinal = !("at" in windowed) && windowed.value.broken.length === 0;
  const fault = ("at" in windowed ? undefined : differs(full, windowed, counts)) ??
    (isFinal ? undefined : againFault(full, await runHistory(EMPTY_SNAPSHOT, statements, windows)));
  if ("at" in windowed) count(counts, full.ok ? "runs in full only" : "refused by both");
  if (fault !== undefined) return `${fault}\n${told}`;
  const split = random.below(sources.length);
  const [head, tail] = [sources.slice(0, split), new Set(sources.slice(split))];
  const before = statements.filter(({ source }) => head.includes(source));
  const after = statements.filter(({ source }) => tail.has(source));
  const unlike = await continuedFault(full, { before, after, windows, counts });
  if (unlike !== undefined) return `a tail from file ${split + 1}, with rows: ${unlike}\n${told}`;
  if (!full.ok) return undefined;
  const base = await snapshotAfter(EMPTY_SNAPSHOT, before, options);
  if (!base.ok || base.value.broken.length > 0 || dependsOnRows(after, base.value)) {
    return undefined;
  }
  const rest = await snapshotInWindows(base.value.snapshot, after, windows);
  // A replay in full reports what is broken.
  if ("at" in rest || rest.value.broken.length > 0) return undefined;
  count(counts, "tails");
  const textOf = engine === "sqlite" ? blurredText : snapshotText;
  return textOf(rest.value.snapshot) !== textOf(full.value.snapshot)
    ? `a tail from file ${split + 1}: ${difference(full.value, rest.value)}\n${told}`
    : undefined;
}

/** The differences if a replay continues from the whole state after the first files. */
async function continuedFault(
  full: Result<ProbedSnapshot>,
  { before, after, windows, counts }: {
    readonly before: readonly Statement[];
    readonly after: readonly Statement[];
    readonly windows: RunHistoryOptions;
    readonly counts: Counts;
  },
): Promise<string | undefined> {
  const base = await runHistory(EMPTY_SNAPSHOT, before, windows);
  if (!base.ok || base.value.broken.length > 0) return undefined;
  const { snapshot, rows, order } = base.value;
  if (!isWhole({ snapshot, filled: [], rows, order })) return undefined;
  count(counts, full.ok ? "tails with rows" : "tails with rows, refused");
  return againFault(
    full,
    await runHistory(snapshot, after, { ...windows, content: { rows, order } }),
  );
}

/**
 * The differences if a replay in windows stops or leaves something broken; the rest has everything
 * loaded.
 */
function againFault(
  full: Result<ProbedSnapshot>,
  again: Result<ProbedSnapshot>,
): string | undefined {
  const words = (it: Result<ProbedSnapshot>) => it.ok ? "nothing" : it.diagnostics[0]!.message;
  // If there are several reasons, the engine may give any of them.
  const place = (it: Result<ProbedSnapshot>) => words(it).replace(/: .*$/s, "");
  if (place(full) !== place(again)) return `${words(full)}, in windows ${words(again)}`;
  return full.ok && again.ok && lines(full.value).join() !== lines(again.value).join()
    ? difference(full.value, again.value)
    : undefined;
}

function differs(
  full: Result<ProbedSnapshot>,
  windowed: Success<ProbedSnapshot>,
  counts: Counts,
): string | undefined {
  if (!full.ok) return `windows do not see that ${full.diagnostics[0]!.message}`;
  count(counts, full.value.broken.length > 0 ? "equal, broken" : "equal");
  return lines(full.value).join() === lines(windowed.value).join()
    ? undefined
    : difference(full.value, windowed.value);
}

function difference(full: ProbedSnapshot, windowed: ProbedSnapshot): string {
  const [left, right] = [lines(full), lines(windowed)];
  return [
    ...left.filter((line) => !right.includes(line)).map((line) => `only in full: ${line}`),
    ...right.filter((line) => !left.includes(line)).map((line) => `only in windows: ${line}`),
  ].join("\n");
}

/** If there are several reasons why something does not compile, the engine may give any of them. */
function lines({ snapshot, broken, filled, rows, order }: ProbedSnapshot): string[] {
  return [
    ...Object.values(snapshot).flat().map((it) => JSON.stringify(it)),
    ...broken.map((it) => `broken ${it.object.kind} ${it.object.name}`),
    `filled ${filled.join()}`,
    ...Array.from(rows ?? [], ([name, it]) => `rows of ${name} ${JSON.stringify(it)}`),
    `order ${order?.map(({ kind, name }) => `${kind} ${name}`).join()}`,
  ];
}

function snapshotText(snapshot: SchemaSnapshot): string {
  return JSON.stringify(snapshot);
}

/**
 * The SQL without quotes. Reading a schema rewrites strings in single quotes; if a column with the
 * name of such a string is added later, SQLite would take the double-quoted string for that name.
 */
function blurredText(snapshot: SchemaSnapshot): string {
  return snapshotText(snapshot).replaceAll(/\\"|'/g, "");
}

function skip(counts: Counts, why: string): undefined {
  count(counts, why);
}
