import { runAlike } from "../statements/alike.ts";
import type { Prepared } from "../rows/prepare.ts";
import type { Way } from "../request.ts";
import { allStatements, type Run } from "../run/run.ts";

/** Files to be run in a way, on the schema before with these rows. */
export interface RunRequest {
  readonly way: Way;
  readonly prepared: Prepared;
  /** The statements that insert the rows. */
  readonly inserts: readonly string[];
}

/** The part of a result that says whether all statements ran. */
type Ran = Pick<Run, "refused">;

interface Done<Result> {
  readonly way: Way;
  readonly result: Result;
}

/**
 * A function that does a kind of run at most once for the same rows: ways share a run if they cannot
 * differ in it. `variant` tells apart runs that begin with other changes of these rows.
 */
export function sharedRuns<Result extends Ran>(
  run: (request: RunRequest, variant: string) => Promise<Result>,
): (request: RunRequest, variant?: string) => Promise<Result> {
  const known = new WeakMap<Prepared, Map<string, Done<Result>[]>>();
  return async (request, variant = "") => {
    const { way, prepared, inserts } = request;
    const runs = known.get(prepared) ?? new Map<string, Done<Result>[]>();
    known.set(prepared, runs);
    const key = [variant, ...inserts].join("\0");
    const list = runs.get(key) ?? [];
    runs.set(key, list);
    const alike = list.find((it) =>
      it.way === way || (it.result.refused.length === 0 && isSameIn(way, it.way, prepared))
    );
    if (alike !== undefined) return alike.result;
    const result = await run(request, variant);
    list.push({ way, result });
    return result;
  };
}

/** Whether a run that succeeded in one way is the same in another one. */
function isSameIn(way: Way, { mode, files }: Way, { scope }: Prepared): boolean {
  return runAlike(allStatements(files), scope, [mode, way.mode]);
}
