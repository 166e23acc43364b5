import { fold } from "../../sql/names.ts";
import { blame, type Blamed } from "./blame/blame.ts";
import { withConverted } from "./blame/converted_values.ts";
import { withLookalikes } from "./blame/lookalikes.ts";
import { indexesLeft } from "./blame/stale_indexes.ts";
import { storedNames } from "./blame/stored_names.ts";
import { withoutUnseen, writesDeclared } from "./blame/unseen_values.ts";
import type { Effect, EffectFacts } from "./effect.ts";
import { keysLost, orphansLeft } from "./losses/keys.ts";
import type { Ends, Loss } from "./losses/loss.ts";
import { lossesOf } from "./losses/losses.ts";
import { successionsOf } from "./losses/successors.ts";
import { uncheckedAlters } from "./losses/unchecked_alters.ts";
import { dropNaming, virtualLosses } from "./losses/virtual_tables.ts";
import { type Outcome, outcomeOf, traceOf } from "./outcome/outcomes.ts";
import type { RunRequest } from "./outcome/shared_runs.ts";
import type { Way } from "./request.ts";
import type { Prepared, Rows } from "./rows/prepare.ts";
import type { Run } from "./run/run.ts";
import { copiesThatLast } from "./statements/copies.ts";

/** What a run of files on some rows has shown. */
export interface Trial extends Pick<Outcome["start"], "state"> {
  /** Empty if the runner stopped at an error. */
  readonly effects: readonly Effect[];
  readonly refused: Run["refused"];
}

/**
 * The effects of files if they are run in this way on these rows, and the statements that are refused. What
 * an earlier trial has shown of some of the rows is not tried again.
 */
export async function tryRows(
  way: Way,
  prepared: Prepared,
  { inserts, earlier }: Pick<Rows, "inserts"> & { readonly earlier?: Trial },
): Promise<Trial> {
  const { files } = way;
  const request = { way, prepared, inserts };
  const outcome = await outcomeOf(request);
  const { start, end, lineage, refused } = outcome;
  const { state } = start;
  if (end === undefined) return { state, effects: [], refused };
  const { marks } = start;
  const successions = successionsOf([start.state, end.state], { lineage, marks });
  const ends: Ends = {
    ...{ start: start.state, end: end.state, before: prepared.before, after: end.schema },
    ...{ lineage, marks, successions, files },
  };
  const list = [...successions.values()];
  const losses = list.flatMap((it) => lossesOf(it, ends));
  const lost = new Set(losses.map(({ table }) => table));
  const broken: EffectFacts[] = [
    ...virtualLosses({ ...ends, scope: prepared.scope }),
    ...keysLost(list, ends),
    ...orphansLeft(list, [start.orphans, end.orphans], ends)
      .filter(({ table }) => !lost.has(table)),
  ];
  const blamed = losses.length + broken.length === 0
    ? []
    : await blameAll({ losses, broken }, ends, { ...request, outcome, earlier });
  const stored = [
    ...storedNames(list, files),
    ...await indexesLeft(request, outcome),
    ...uncheckedAlters(end.faults, ends),
  ];
  const situation = { failedBefore: refused, dependsOnRows: false };
  const effects = [...blamed, ...stored].map((it) => ({ ...it, ...situation }));
  return { state, effects, refused };
}

/** All that was found, each with the statement to blame, without what cannot be known. */
async function blameAll(
  { losses, broken }: { readonly losses: readonly Loss[]; readonly broken: readonly EffectFacts[] },
  ends: Ends,
  { outcome, earlier, ...request }: RunRequest & {
    readonly outcome: Outcome;
    readonly earlier: Trial | undefined;
  },
): Promise<Blamed[]> {
  const { prepared, inserts } = request;
  const { start, end, before, files, lineage: { drops } } = ends;
  const trace = await traceOf(request, outcome);
  const found = losses.map((loss) => blame(loss, { ...ends, trace, drops }));
  const converted = await withConverted(found, { ...request, start, end, earlier });
  const isThere = (name: string) => start.has(name) || end.has(name);
  const statements = copiesThatLast(files, isThere).filter((it) =>
    inserts.length === 0 || writesDeclared(it, prepared.declared)
  );
  const unseen = { files, statements: [...outcome.skipped, ...statements], before };
  const dropOf = (facts: EffectFacts) => {
    const name = "parent" in facts ? facts.parent : "table" in facts ? facts.table : "";
    return drops.get(fold(name)) ?? dropNaming(files, name) ?? [...drops.values()][0] ??
      trace.moments.at(-1)!.statement;
  };
  return [
    ...withLookalikes(withoutUnseen(converted, unseen), ends),
    ...broken.map((facts) => ({ ...facts, statement: dropOf(facts) })),
  ];
}
