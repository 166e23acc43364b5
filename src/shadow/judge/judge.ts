import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import { parentsNamedIn, scopeOf } from "../../schema/reach/scope.ts";
import { tablesToSeed, withReferencedTables } from "../seed/trial_schema.ts";
import { contentNames } from "../../schema/dependencies/search_content.ts";
import {
  objectsOf,
  type SchemaObject,
  type SchemaSnapshot,
  snapshotOf,
} from "../../schema/snapshot.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import type { Effect } from "./effect.ts";
import { areHarmless, harmfulAmong } from "./statements/harmless.ts";
import { insertReach } from "./statements/insert_reach.ts";
import { prepare, type PrepareRequest } from "./rows/prepare.ts";
import type { JudgedFile, JudgeRequest, Reach, Way } from "./request.ts";
import { tryRunner } from "./try_runner.ts";
import { allStatements } from "./run/run.ts";

/** An effect of files on rows, and the runners with which it occurs. */
export interface Judged {
  readonly effect: Effect;
  /** At least one. */
  readonly runners: readonly RunnerProfile[];
}

/** The result of judging files. */
export interface Judgement {
  /** In the order of the statements to blame. */
  readonly effects: readonly Judged[];
  /** Tables that no row could be made for, so that nothing is known about their rows. */
  readonly unseeded: readonly string[];
  /** Runners that could not run the files even on empty tables. */
  readonly unable: readonly RunnerProfile[];
}

const HARMLESS: Judgement = { effects: [], unseeded: [], unable: [] };

/**
 * The effects of files on rows. They are run the way each runner does, on a shadow with rows in every
 * table that they can reach, and every row that is lost or changed is blamed on one statement. Tables
 * that the files create have no rows to lose.
 */
export async function judgeFiles(request: JudgeRequest): Promise<Judgement> {
  const { before, files, runners } = request;
  const statements = allStatements(files);
  if (before.tables.length + before.virtualTables.length === 0) return HARMLESS;
  if (areHarmless(statements, insertReachIn(statements, before))) return HARMLESS;
  const { scope, tables } = request.reach ?? reachOf(request);
  const part = { ...request, before: snapshotOf(scope), whole: before, scope, tables };
  // Files may also need what they do not name, such as the table in which SQLite keeps the counters.
  const all = { ...part, before, scope: objectsOf(before), tables: before.tables };
  const first = await judgeAs(runners, part);
  if (first.unable.length < runners.length) return first;
  for (const [others, what] of [[withoutTransaction(runners), part], [runners, all]] as const) {
    const judgement = others.length === 0 ? undefined : await judgeAs(others, what);
    if (judgement !== undefined && judgement.unable.length < others.length) return judgement;
  }
  return first;
}

/**
 * What files can reach in the schema before them. A table that only harmless statements reach needs no
 * rows.
 */
export function reachOf({ before, files }: Pick<JudgeRequest, "before" | "files">): Reach {
  const statements = allStatements(files);
  const touched = touchedBy(statements, before);
  const filled = touchedBy(withoutAside(statements, before), before);
  const tables = tablesToSeed(filled, before);
  const scope = new Set([...touched, ...withReferencedTables([...filled, ...tables], before)]);
  return { scope: objectsOf(before).filter((object) => scope.has(object)), tables };
}

/** The statements without those that harmlessly change a definition which no others reach. */
function withoutAside(statements: readonly Statement[], before: SchemaSnapshot): Statement[] {
  const harmful = new Set(harmfulAmong(statements, insertReachIn(statements, before)));
  const isAside = (it: Statement) => !harmful.has(it) && changedDefinition(it) !== undefined;
  const others = touchedBy(statements.filter((it) => !isAside(it)), before);
  const names = new Set(others.map(({ name }) => fold(name)));
  return statements.filter((it) => !isAside(it) || names.has(changedDefinition(it)!));
}

function insertReachIn(statements: readonly Statement[], before: SchemaSnapshot) {
  return insertReach([...objectsOf(before), ...statements].map(({ sql }) => sql));
}

/** The folded name of the table that a statement alters or indexes, or of what it drops. */
function changedDefinition(statement: Statement): string | undefined {
  const outline = outlineOf(statement);
  switch (outline.kind) {
    case "alter":
      return outline.table.name;
    case "drop":
      return outline.name.name;
    case "create":
      return outline.object === "index" ? outline.table?.name : undefined;
    default:
      return undefined;
  }
}

/** The objects that statements reach, and the search indexes over them. */
function touchedBy(statements: readonly Statement[], before: SchemaSnapshot): SchemaObject[] {
  const named = [...scopeOf(before, statements), ...parentsNamedIn(before, statements)];
  return [...named, ...searchIndexesOver(named, before)];
}

/** The search indexes over objects, with all that those may read. */
function searchIndexesOver(
  objects: readonly SchemaObject[],
  before: SchemaSnapshot,
): SchemaObject[] {
  const names = new Set(objects.map(({ name }) => fold(name)));
  return before.virtualTables.flatMap((index): SchemaObject[] => {
    const content = contentNames(index, before);
    if (content.isDisjointFrom(names)) return [];
    return [index, ...objectsOf(before).filter(({ name }) => content.has(fold(name)))];
  });
}

/** Whether rows of the history can matter to files, given the tables that have any. */
export function needsHistory({ tables }: Reach, filled: readonly string[]): boolean {
  const names = new Set(filled.map(fold));
  return tables.some(({ name }) => names.has(fold(name)));
}

/** The judgement for these runners, with only what the files can reach. */
async function judgeAs(
  runners: readonly RunnerProfile[],
  request: Omit<PrepareRequest, "ways">,
): Promise<Judgement> {
  const statements = allStatements(request.files);
  const ways = waysOf(runners, request.files);
  const prepared = await prepare({ ...request, ways: ways.map(({ way }) => way) });
  const judged = new Map<string, { effect: Effect; runners: RunnerProfile[] }>();
  const unable: RunnerProfile[] = [];
  for (const { way, runners } of ways) {
    const effects = await tryRunner(way, prepared);
    if (effects === undefined) unable.push(...runners);
    for (const effect of effects ?? []) {
      const key = identityOf(effect);
      const known = judged.get(key);
      if (known === undefined) judged.set(key, { effect, runners: [...runners] });
      else known.runners.push(...runners);
    }
  }
  const places = new Map(statements.map((statement, index) => [statement, index]));
  const effects = [...judged.values()].sort((left, right) =>
    places.get(left.effect.statement)! - places.get(right.effect.statement)!
  );
  return { effects, unseeded: prepared.unseeded, unable };
}

/** A way in which files are run, and the runners that run them that way. */
interface SharedWay {
  readonly way: Way;
  readonly runners: readonly RunnerProfile[];
}

/** Runners that run the files in the same way need only be tried once. */
function waysOf(runners: readonly RunnerProfile[], files: readonly JudgedFile[]): SharedWay[] {
  const optsOut = ({ optOut }: RunnerProfile) =>
    files.map(({ migration }) => optOut?.test(migration.source.text) ?? false);
  const groups = Map.groupBy(runners, (runner) => {
    const { transaction, foreignKeys, atError, control } = runner;
    return [transaction, foreignKeys, atError, control, ...optsOut(runner)].join();
  });
  return [...groups.values()].map((group) => {
    const mode = group[0]!;
    const outs = optsOut(mode);
    const list = files.map(({ statements }, index) => ({ statements, optsOut: outs[index]! }));
    return { way: { mode, files: list }, runners: group };
  });
}

/** The runners without their transaction: most have an option for files that cannot run in one. */
function withoutTransaction(runners: readonly RunnerProfile[]): RunnerProfile[] {
  return runners.filter(({ transaction }) => transaction !== "none").map((it) => ({
    ...it,
    transaction: "none",
  }));
}

function identityOf(effect: Effect): string {
  const { statement: _, failedBefore: _failed, ...facts } = effect;
  return JSON.stringify([effect.statement.source.name, effect.statement.startOffset, facts]);
}
