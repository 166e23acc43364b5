import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Failure, Result } from "../../base/result.ts";
import { firstOf } from "../../base/word_lists.ts";
import { applyTo } from "../apply/apply.ts";
import type { Applied, ApplyRequest } from "../apply/apply_request.ts";
import { dryRun } from "../apply/dry_run.ts";
import { mayOpenFleetThread, openFleetThread } from "./fleet_thread.ts";
import { type Location, nameOfLocation } from "../location.ts";

/** Options for applying migrations to many databases. */
export interface FleetRequest extends ApplyRequest {
  /** How many databases are migrated at once. */
  readonly concurrency: number;
  /** How many databases are migrated first, alone: if one of them fails, no other is touched. */
  readonly canary: number;
  /** Whether to continue with the others if one fails. */
  readonly keepGoing: boolean;
  /** Whether to only report what would be done. */
  readonly isDryRun: boolean;
}

/** The result for one database. */
export interface FleetMember {
  readonly database: string;
  readonly result: Result<Applied>;
}

/** The results for all databases. */
export interface FleetReport {
  /** The databases that were tried, in the order of the list. */
  readonly members: readonly FleetMember[];
  /** The databases that were not tried, since another one failed before. */
  readonly untried: readonly string[];
}

/**
 * Applies the pending migrations to each database. Running it again continues with those that are
 * not done. SQLite blocks its thread until the disk has responded, so many files are spread over as
 * many threads as `concurrency` allows.
 */
export async function applyToAll(
  locations: readonly Location[],
  request: FleetRequest,
): Promise<FleetReport> {
  const { concurrency, canary, keepGoing, isDryRun, progress, ...others } = request;
  const members = new Map<Location, FleetMember>();
  let failures = 0;
  const queue = [...locations];
  const work = async (count: number, apply: (location: Location) => Promise<Result<Applied>>) => {
    for (let done = 0; done < count && queue.length > 0; done++) {
      if (failures > 0 && !keepGoing) return;
      const location = queue.shift()!;
      const failed = failures > 0 ? `, ${failures} failed` : "";
      progress?.(`${members.size} of ${locations.length} databases${failed}`);
      const result = await apply(location);
      if (!result.ok) failures++;
      members.set(location, { database: nameOfLocation(location), result });
    }
  };
  const here = (location: Location) => (isDryRun ? dryRun : applyTo)(location, others);
  await work(canary, here);
  if (failures === 0 || canary === 0) {
    const numbers = isDryRun ? [] : threadsFor(queue, concurrency);
    const threads = numbers.map(() => openFleetThread(others));
    try {
      const ways = Array.from({ length: concurrency }, (_, index) => threads[index]?.apply ?? here);
      await Promise.all(ways.map((apply) => work(Infinity, apply)));
    } finally {
      threads.forEach((thread) => thread.close());
    }
  }
  return {
    members: locations.flatMap((location) => members.get(location) ?? []),
    untried: queue.map(nameOfLocation),
  };
}

/** The number of files per thread from which threads are faster. */
const LEAST_PER_THREAD = 16;

/** A number for each thread that pays off; servers are waited for without threads. */
function threadsFor(queue: readonly Location[], concurrency: number): readonly number[] {
  const files = queue.filter(({ kind }) => kind === "database").length;
  const pays = Math.min(concurrency, Math.floor(files / LEAST_PER_THREAD));
  return pays < 2 || !mayOpenFleetThread() ? [] : [...Array(pays).keys()];
}

/** Databases that were in the same state before. */
export interface FleetGroup {
  /** The last migration that they had; undefined if they had none. */
  readonly from: string | undefined;
  /** Whether most databases with that migration have another schema. */
  readonly isOdd: boolean;
  readonly databases: readonly string[];
}

/** The databases grouped by their actual state before, the largest group first. */
export function groupsOf(members: readonly FleetMember[]): readonly FleetGroup[] {
  const known = members.flatMap(({ database, result }) =>
    result.ok ? [{ database, from: result.value.from, schema: result.value.schema }] : []
  );
  const groups = [...Map.groupBy(known, ({ from }) => from)].flatMap(([from, same]) =>
    [...Map.groupBy(same, ({ schema }) => schema).values()]
      .sort((left, right) => right.length - left.length)
      .map((list, index): FleetGroup => ({
        from,
        isOdd: index > 0,
        databases: list.map(({ database }) => database),
      }))
  );
  return groups.sort((left, right) => right.databases.length - left.databases.length);
}

/** The failures, with those that are equal for several databases merged into one that names them. */
export function failuresOf(members: readonly FleetMember[]): readonly Diagnostic[] {
  const failed = members.flatMap(({ database, result }) =>
    result.ok ? [] : result.diagnostics.map((diagnostic) => ({ database, diagnostic }))
  );
  const alike = Map.groupBy(
    failed,
    ({ database, diagnostic: { code, message } }) => `${code} ${message.replaceAll(database, "")}`,
  );
  return [...alike.values()].map((list) => {
    const { diagnostic } = list[0]!;
    const names = list.map(({ database }) => database);
    const place = `In ${firstOf(names, MOST_NAMES)}`;
    return { ...diagnostic, notes: [...diagnostic.notes ?? [], place] };
  });
}

const MOST_NAMES = 10;

/** The first failure, which determines the exit code. */
export function firstFailure(members: readonly FleetMember[]): Failure | undefined {
  for (const { result } of members) if (!result.ok) return result;
}
