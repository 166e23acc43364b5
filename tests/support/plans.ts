import { detectChanges } from "../../src/diff/detect_changes.ts";
import type { PlanRequest } from "../../src/plan/request.ts";
import { snapshotAfter } from "./snapshots.ts";

/** The request for a plan from one schema to another, without renames. */
export async function planRequest(before: string, after: string): Promise<PlanRequest> {
  const [current, desired] = await Promise.all([snapshotAfter(before), snapshotAfter(after)]);
  const changes = detectChanges(current, desired);
  const nothing = { renames: [], aside: [], fills: new Map<string, string>() };
  return { current, renamed: current, desired, changes, ...nothing, target: "sqlite" };
}
