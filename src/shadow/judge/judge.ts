import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import { scopeOf } from "../../schema/scope.ts";
import { tablesWithRows, withParents } from "../proof.ts";
import { snapshotOf } from "../../schema/snapshot.ts";
import type { Effect } from "./effect.ts";
import { isHarmless } from "./harmless.ts";
import { prepare } from "./prepare.ts";
import type { JudgedFile, JudgeRequest, Way } from "./request.ts";
import { tryRunner } from "./try_runner.ts";

/** What files do to rows, and with whom. */
export interface Judged {
  readonly effect: Effect;
  /** The runners under which it happens, by name; never none. */
  readonly runners: readonly RunnerProfile[];
}

/** What a judgement came to. */
export interface Judgement {
  /** In the order of the statements to blame. */
  readonly effects: readonly Judged[];
  /** Tables that took no row, so that nothing is known of rows in them. */
  readonly unseeded: readonly string[];
  /** Runners that could not run the files even on empty tables. */
  readonly unable: readonly RunnerProfile[];
}

const HARMLESS: Judgement = { effects: [], unseeded: [], unable: [] };

/**
 * What files do to rows: they are run on a shadow with rows in every table they can reach, as each of
 * the runners runs them, and every row that is lost or changed is blamed on one statement. What the
 * files make themselves holds no rows that anybody could lose.
 */
export async function judgeFiles(request: JudgeRequest): Promise<Judgement> {
  const { before, files, runners } = request;
  const statements = files.flatMap((file) => file.statements);
  if (statements.every(isHarmless) || before.tables.length + before.virtualTables.length === 0) {
    return HARMLESS;
  }
  const touched = scopeOf(before, statements);
  const tables = tablesWithRows(touched, before);
  const scope = withParents([...touched, ...tables], before);
  const ways = waysOf(runners, files);
  const prepared = await prepare({
    ...request,
    before: snapshotOf(scope),
    scope,
    tables,
    ways: ways.map(({ way }) => way),
  });
  const judged = new Map<string, { effect: Effect; runners: RunnerProfile[] }>();
  const unable: RunnerProfile[] = [];
  for (const [index, { way, runners }] of ways.entries()) {
    const effects = prepared.isAble[index] ? await tryRunner(way, prepared) : undefined;
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

/** A way in which files are run, and who runs them so. */
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

function identityOf(effect: Effect): string {
  const { statement: _, passedOver: _passed, ...facts } = effect;
  return JSON.stringify([effect.statement.source.name, effect.statement.startOffset, facts]);
}
