import type { Result } from "../../base/result.ts";
import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import { runnersOf } from "../../migrations/runners/runners_of.ts";
import type { ReplayMode } from "../database/run_steps.ts";

/**
 * The ways in which a history may have been run, the likeliest first: that of each runner, then
 * each without its transaction, since most runners have an option for it that is not in the folder.
 */
export function replayModes(
  runners: readonly RunnerProfile[] = runnersOf({ layout: "plain" }),
): ReplayMode[] {
  const all: readonly ReplayMode[] = [
    ...runners,
    ...runners.map((runner) => ({ ...runner, transaction: "none" as const })),
  ];
  const keyOf = ({ transaction, optOut, foreignKeys, control, history }: ReplayMode) =>
    JSON.stringify([transaction, optOut?.source, foreignKeys, control, history]);
  return [...Map.groupBy(all, keyOf).values()].map(([first]) => first!);
}

/**
 * The result of the first mode in which the work succeeds; otherwise the failure of the first mode.
 * Other modes are tried only if they could make a difference.
 */
export async function firstSuccessful<Value>(
  modes: readonly ReplayMode[],
  work: (mode: ReplayMode) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const [likeliest, ...others] = modes;
  const first = await work(likeliest!);
  if (first.ok || !first.diagnostics.some(dependsOnMode)) return first;
  for (const mode of others) {
    const result = await work(mode);
    if (result.ok) return result;
  }
  return first;
}

/** Whether foreign keys or an open transaction may be why a statement was refused. */
function dependsOnMode({ code, message }: Result<unknown>["diagnostics"][number]): boolean {
  return code === "replay/statement-failed" &&
    /foreign key|transaction|savepoint|no such table/i.test(message);
}
