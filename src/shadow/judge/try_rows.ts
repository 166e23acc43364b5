import { fold } from "../../sql/names.ts";
import { blame, type Blamed, blameDrop } from "./blame/blame.ts";
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
import { dropNaming, telling, virtualLosses } from "./losses/virtual_tables.ts";
import { type Outcome, outcomeOf, traceOf } from "./outcome/outcomes.ts";
import { marksOf } from "./outcome/marks.ts";
import type { RunRequest } from "./outcome/shared_runs.ts";
import type { Point, Trace } from "./outcome/trace.ts";
import type { Way } from "./request.ts";
import type { Prepared, Rows } from "./rows/prepare.ts";
import type { Run } from "./run/run.ts";
import type { DatabaseState } from "./run/state.ts";
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
  const { start, end, refused } = outcome;
  const { state } = start;
  if (end === undefined) return { state, effects: [], refused };
  const ordinary = foundIn(ordinaryTables, { ...outcome, end }, request);
  const others = foundIn(virtualTables, { ...outcome, end }, request);
  const virtual = {
    ...others,
    losses: telling(others.losses, { ...others, before: prepared.whole }),
  };
  const list = [...ordinary.successions.values()];
  const lost = new Set(ordinary.losses.map(({ table }) => table));
  const broken: EffectFacts[] = [
    ...virtualLosses({
      ...ordinary,
      scope: prepared.scope.filter(({ name }) => !state.has(fold(name))),
    }),
    ...keysLost(list, ordinary),
    ...orphansLeft(list, [start.orphans, end.orphans], ordinary)
      .filter(({ table }) => !lost.has(table)),
  ];
  const whole = { ...request, outcome, earlier };
  const blamed = [
    ...await blameAll({ ...ordinary, broken }, whole),
    ...await blameAll({ ...virtual, broken: [] }, whole),
  ];
  const stored = [
    ...storedNames(list, files),
    ...await indexesLeft(request, outcome),
    ...uncheckedAlters(end.faults, ordinary),
  ];
  const situation = { failedBefore: refused, dependsOnRows: false };
  const effects = [...blamed, ...stored].map((it) => ({ ...it, ...situation }));
  return { state, effects, refused };
}

/** Those tables of a state whose rows are followed together, given the state before. */
type Part = (state: DatabaseState, start: DatabaseState) => DatabaseState;

const ordinaryTables: Part = (state) =>
  new Map([...state].filter(([, { isVirtual }]) => !isVirtual));

/**
 * Search indexes and R-trees, whose rows may be copies of those of other tables, and the new tables that
 * may take their rows.
 */
const virtualTables: Part = (state, start) =>
  new Map([...state].filter(([key, { isVirtual }]) => isVirtual || !start.has(key)));

/** A part of the tables, and what its rows lose. */
interface Found extends Ends {
  readonly part: Part;
  readonly losses: readonly Loss[];
}

function foundIn(
  part: Part,
  { start, end, lineage }: Outcome & Required<Pick<Outcome, "end">>,
  { prepared: { before }, way: { files } }: RunRequest,
): Found {
  const states = { start: part(start.state, start.state), end: part(end.state, start.state) };
  const marks = marksOf(states.start);
  const successions = successionsOf([states.start, states.end], { lineage, marks });
  const ends = { ...states, before, after: end.schema, lineage, marks, successions, files };
  return { ...ends, part, losses: [...successions.values()].flatMap((it) => lossesOf(it, ends)) };
}

/** All that was found, each with the statement to blame, without what cannot be known. */
async function blameAll(
  { losses, broken, part, ...ends }: Found & { readonly broken: readonly EffectFacts[] },
  { outcome, earlier, ...request }: RunRequest & {
    readonly outcome: Outcome;
    readonly earlier: Trial | undefined;
  },
): Promise<Blamed[]> {
  if (losses.length + broken.length === 0) return [];
  const { prepared, inserts } = request;
  const { start, end, before, files, lineage: { drops } } = ends;
  const dropped = losses.map((loss) => blameDrop(loss, drops));
  const trace = dropped.includes(undefined) || broken.length > 0
    ? traceIn(part, await traceOf(request, outcome))
    : undefined;
  const found = losses.map((loss, index) =>
    dropped[index] ?? blame(loss, { ...ends, trace: trace!, drops })
  );
  const converted = await withConverted(found, {
    ...request,
    start: outcome.start.state,
    end: outcome.end!.state,
    earlier,
  });
  const isThere = (name: string) => start.has(name) || end.has(name);
  const statements = copiesThatLast(files, isThere).filter((it) =>
    inserts.length === 0 || writesDeclared(it, prepared.declared)
  );
  const unseen = { files, statements: [...outcome.skipped, ...statements], before };
  const dropOf = (facts: EffectFacts) => {
    const name = "parent" in facts ? facts.parent : "table" in facts ? facts.table : "";
    return drops.get(fold(name)) ?? dropNaming(files, name) ?? [...drops.values()][0] ??
      trace!.moments.at(-1)!.statement;
  };
  return [
    ...withLookalikes(withoutUnseen(converted, unseen), ends),
    ...broken.map((facts) => ({ ...facts, statement: dropOf(facts) })),
  ];
}

function traceIn(part: Part, { start, moments }: Trace): Trace {
  const within = <Of extends Point>(point: Of) => ({
    ...point,
    state: part(point.state, start.state),
  });
  return { start: within(start), moments: moments.map(within) };
}
