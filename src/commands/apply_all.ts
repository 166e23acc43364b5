import { counted } from "../base/counted.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import {
  applyToAll,
  failuresOf,
  firstFailure,
  type FleetGroup,
  type FleetMember,
  type FleetReport,
  groupsOf,
} from "../database/fleet/fleet.ts";
import type { ApplyRequest } from "../database/apply/apply_request.ts";
import { isBesideDatabase } from "../host/database/beside.ts";
import { type Location, parseLocation } from "../database/location.ts";
import { fileIdentity } from "../host/files/links.ts";
import { listedFiles } from "../host/files/listed_files.ts";
import type { ApplyOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";

/** Applies migrations to every database of a list, and reports the results. */
export async function applyAll(
  list: string,
  { concurrency, canary, keepGoing, dryRun: isDryRun }: Pick<
    ApplyOptions,
    "concurrency" | "canary" | "keepGoing" | "dryRun"
  >,
  request: ApplyRequest,
): Promise<Outcome> {
  const locations = await locationsIn(list);
  if (!locations.ok) return outcomeOfFailure(locations);
  const report = await applyToAll(locations.value, {
    ...request,
    concurrency,
    canary,
    keepGoing,
    isDryRun,
  });
  const failure = firstFailure(report.members);
  const groups = groupsOf(report.members);
  return {
    exitCode: failure === undefined ? 0 : outcomeOfFailure(failure).exitCode,
    diagnostics: failuresOf(report.members),
    lines: linesFor(report, groups, isDryRun ? "would change" : "applied"),
    words: failure === undefined ? [] : ["Run the same command again to continue with the others"],
    facts: {
      databases: report.members.map(({ database, result }) =>
        result.ok
          ? { database, ok: true, ...result.value }
          : { database, ok: false, diagnostics: result.diagnostics }
      ),
      untried: report.untried,
      groups,
    },
  };
}

async function locationsIn(list: string): Promise<Result<readonly Location[]>> {
  const names = await listedFiles(list, isBesideDatabase);
  if (!names.ok) return names;
  const locations = names.value.map(parseLocation);
  const wrong = locations.flatMap((it) => it.ok ? [] : it.diagnostics);
  if (wrong.length > 0) return fail("misuse", wrong);
  if (locations.length === 0) {
    return fail("misuse", {
      code: "apply/no-databases",
      severity: "error",
      message: `Cannot apply migrations: "${list}" names no database`,
      hint:
        "Name a file with a database on each line, - for standard input, or a pattern in quotes",
    });
  }
  const distinct = new Map<string, Location>();
  for (const location of locations.flatMap((it) => it.ok ? it.value : [])) {
    const key = location.kind === "database" ? await fileIdentity(location.path) : location.url;
    if (!distinct.has(key)) distinct.set(key, location);
  }
  return succeed([...distinct.values()]);
}

function linesFor(
  { members, untried }: FleetReport,
  groups: readonly FleetGroup[],
  done: string,
): string[] {
  const count = (is: (member: FleetMember) => boolean) => members.filter(is).length;
  const applied = count(({ result }) => result.ok && result.value.applied.length > 0);
  const failed = count(({ result }) => !result.ok);
  const parts = [
    `${applied} ${done}`,
    `${members.length - applied - failed} up to date`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(untried.length > 0 ? [`${untried.length} not tried`] : []),
  ];
  const shown = groups.map(({ from, isOdd, databases }) => {
    const words = from === undefined ? "new" : `from ${from}`;
    return [
      isOdd ? `${words}, with another schema` : words,
      `${databases.length}`,
      isOdd ? `  such as ${databases[0]}` : "",
    ];
  });
  const width = Math.max(0, ...shown.map(([words]) => words!.length));
  const digits = Math.max(0, ...shown.map(([, number]) => number!.length));
  const all = members.length + untried.length;
  return [
    `${counted(all, "database")}: ${parts.join(", ")}`,
    ...shown.map(([words, number, example]) =>
      `  ${words!.padEnd(width)}  ${number!.padStart(digits)}${example}`
    ),
  ];
}
