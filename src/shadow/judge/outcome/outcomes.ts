import type { SchemaSnapshot } from "../../../schema/snapshot.ts";
import { createsTrigger } from "../../../sql/statement_kinds.ts";
import { onlyAddsValues } from "../statements/harmless.ts";
import { lineageFrom } from "../run/lineage.ts";
import { openBefore } from "../rows/prepare.ts";
import { allStatements, type Run, runFiles } from "../run/run.ts";
import { staleIndexes } from "../run/search_indexes.ts";
import { type RunRequest, sharedRuns } from "./shared_runs.ts";
import { countChanges, type DatabaseState, readState } from "../run/state.ts";
import type { Moment, Trace } from "./trace.ts";
import { faultsAfter } from "../run/altered_columns.ts";
import { countOrphans, type Orphans } from "./orphans.ts";
import { replacedBy } from "../statements/replaces.ts";

/** A database with rows before files are run. */
export interface Start {
  readonly state: DatabaseState;
  readonly orphans: readonly Orphans[];
  /** See `staleIndexes`. */
  readonly stale: readonly string[];
}

/** What files lead to. */
export interface Outcome extends Run {
  readonly start: Start;
  /** Absent if the runner stopped at an error. */
  readonly end?: {
    readonly state: DatabaseState;
    readonly schema: SchemaSnapshot;
    readonly orphans: readonly Orphans[];
    readonly stale: readonly string[];
    /** See `faultsAfter`. */
    readonly faults: readonly string[];
  };
}

/** The outcome of files that are run on these rows. */
export const outcomeOf = sharedRuns<Outcome>(
  async (request) => {
    const { way: { mode, files }, prepared, inserts } = request;
    await using shadow = await openBefore(prepared, inserts);
    // Read each time: some values differ, such as the unused bits of libSQL's vectors.
    const state = readState(shadow);
    const start = {
      state,
      orphans: countOrphans(shadow),
      stale: staleIndexes(shadow, prepared.before),
    };
    const changes = countChanges(shadow);
    const arrival = prepared.arrivalOf(request.way);
    const run = runFiles(shadow, files, { mode, catalog: state, known: arrival?.lineages });
    if (run.refused.length > 0 && mode.atError === "stops") return { ...run, start };
    const isArrival = arrival !== undefined && run.refused.length === 0;
    const schema = isArrival ? arrival.after : shadow.introspect(prepared.scope);
    const end = {
      state: readState(shadow, { ...run, state, changes, written: prepared.written }),
      schema,
      orphans: countOrphans(shadow),
      stale: staleIndexes(shadow, schema),
      faults: faultsAfter(shadow, files),
    };
    return { ...run, start, end };
  },
);

/**
 * The trace of a run with an outcome in which something was lost: the same run again, inspected after
 * every statement that could be to blame.
 */
export async function traceOf(request: RunRequest, outcome: Outcome): Promise<Trace> {
  const { start: { state: start }, end, lineage, refused } = outcome;
  const [statement, ...others] = allStatements(request.way.files);
  const isMore = others.length > 0 || refused.length > 0;
  if (statement === undefined || end === undefined || isMore) {
    return (await tracedRun(request)).trace;
  }
  const moment = { statement, state: end.state, lineage };
  return { start: { state: start, lineage: lineageFrom(start) }, moments: [moment] };
}

const tracedRun = sharedRuns<Run & { readonly trace: Trace }>(async (request) => {
  const { way: { mode, files }, prepared, inserts } = request;
  await using shadow = await openBefore(prepared, inserts);
  const state = readState(shadow);
  const hasTriggers = prepared.before.triggers.length > 0 ||
    files.some(({ statements }) => statements.some(createsTrigger));
  const moments: Moment[] = [];
  let last = { state, changes: countChanges(shadow) };
  const run = runFiles(shadow, files, {
    mode,
    catalog: state,
    known: prepared.arrivalOf(request.way)?.lineages,
    observe: (statement, { lineage, moved }) => {
      const isReplacing = replacedBy(statement, prepared.before) !== undefined;
      if (!hasTriggers && !isReplacing && onlyAddsValues(statement)) return;
      const earlier = { ...last, moved, written: prepared.written };
      last = { state: readState(shadow, earlier), changes: countChanges(shadow) };
      moments.push({ statement, state: last.state, lineage });
    },
  });
  return { ...run, trace: { start: { state, lineage: lineageFrom(state) }, moments } };
});
