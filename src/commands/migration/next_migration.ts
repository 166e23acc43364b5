import type { Diagnostic } from "../../base/diagnostic.ts";
import type { ProgressOptions } from "../../base/progress.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { Change } from "../../diff/change.ts";
import { namesAfter } from "../../diff/rename.ts";
import { lossesOf } from "../../diff/losses.ts";
import { planSteps } from "../../plan/plan.ts";
import { requirementOf } from "../../plan/text/requirement.ts";
import { renderSteps } from "../../plan/text/render.ts";
import { fillsOf } from "../../diff/demands/fills.ts";
import type { RebuildScope } from "../../plan/request.ts";
import type { Step } from "../../plan/step.ts";
import { fingerprint, fingerprintLike } from "../../schema/facts.ts";
import { objectsOf } from "../../schema/snapshot.ts";
import { proveMigration } from "../../shadow/proof/proof.ts";
import { destinationOf } from "../../shadow/seed/destination.ts";
import { changeWarnings } from "./change_warnings.ts";
import { checkFills } from "../answers/check_fills.ts";
import { renderMigration } from "./migration_text.ts";
import { refusedByTarget } from "./refused_by_target.ts";
import {
  type JudgedLosses,
  judgeLosses,
  lossWarning,
  mayLoseAll,
  readAllowances,
  unusedAllowances,
} from "./losses.ts";
import { type Resolution, resolveChanges, type ResolveRequest } from "../answers/resolve.ts";
import type { WritingOptions } from "../answers/answer_options.ts";

/** The schemas before and after the next migration, and its target. */
export interface NextMigrationRequest extends ResolveRequest, ProgressOptions {
  readonly answers: WritingOptions;
  /** Whether a rebuild includes the tables that reference the rebuilt one. Default `family`. */
  readonly rebuild?: RebuildScope | undefined;
  /** The key of the history so far, as information for people; absent if there is none. */
  readonly parent?: string;
  /** The changes of the migration that it undoes, whose additions may be dropped. */
  readonly undoes?: readonly Change[];
}

/** A migration that was tested but not written to a file. */
export interface NextMigration {
  /** The differences it removes, renames first; empty if the schemas are equal. */
  readonly changes: readonly Change[];
  /** The SQL for the file, with comments; `""` if the schemas are equal. */
  readonly text: string;
  /** The tables that no test row could be made for, so that it was only tested with them empty. */
  readonly unseeded: readonly string[];
}

/**
 * The migration from one schema to the other, proven on a shadow with rows. Fails with what must be
 * answered or allowed first, with SQL that does not run, or with our own bug; losses and possible
 * failures are returned as warnings.
 */
export async function nextMigration(request: NextMigrationRequest): Promise<Result<NextMigration>> {
  const { current, desired, undoes } = request;
  const allowances = readAllowances(request.answers.allow);
  if (!allowances.ok) return allowances;
  const empties = objectsOf(desired).length === 0 && objectsOf(current).length > 0;
  if (empties && undoes === undefined && !mayLoseAll(current, allowances.value)) {
    return fail("finding", emptySchema());
  }
  const resolved = await resolveChanges(request);
  if (!resolved.ok) return resolved;
  const { renames, changes } = resolved.value;
  const all = [...renames, ...changes];
  const lost = lossesOf(changes);
  const unused = [...resolved.diagnostics, ...unusedAllowances(lost, allowances.value)];
  if (all.length === 0) return succeed({ changes: [], text: "", unseeded: [] }, unused);
  const planned = planSteps({ ...request, ...resolved.value });
  if (!planned.ok) return planned;
  const fills = await checkFills(resolved.value, request);
  if (!fills.ok) return fills;
  const losses = judgeLosses(lost, allowances.value);
  const warnings = [
    ...unused,
    ...(undoes === undefined ? losses.open.map(lossWarning) : []),
    ...changeWarnings({ ...request, ...resolved.value }),
    ...familyNote(planned.value),
  ];
  return await proven(request, {
    resolution: resolved.value,
    steps: planned.value,
    changes: all,
    warnings,
    losses,
  });
}

interface PlannedMigration {
  readonly resolution: Resolution;
  readonly steps: readonly Step[];
  readonly changes: readonly Change[];
  readonly warnings: readonly Diagnostic[];
  readonly losses: JudgedLosses;
}

async function proven(
  request: NextMigrationRequest,
  planned: PlannedMigration,
): Promise<Result<NextMigration>> {
  const { current, desired, target } = request;
  const { renames, fills } = planned.resolution;
  const steps = renderSteps(planned.steps, target);
  const sql = steps.flatMap((step) => step.statements).join("\n");
  const refused = refusedByTarget(sql, target);
  if (refused.length > 0) return fail("finding", refused);
  const destination = destinationOf(desired, {
    ...namesAfter(renames),
    fills: (owner) => fillsOf(owner, fills),
  });
  const proof = await proveMigration({
    migration: { name: "the new migration", text: sql },
    current,
    desired,
    destination,
    conditions: planned.steps.flatMap((step) =>
      step.kind === "gate" && step.about === "rows" ? [step.condition] : []
    ),
    target,
    declared: request.declared,
    alone: planned.steps.some((step) =>
      step.kind === "setting" && step.setting === "foreign-keys-off"
    ),
    progress: request.progress,
  });
  if (!proof.ok) {
    return fills.size === 0 ? proof : fail("finding", proof.diagnostics.map(withFillNote));
  }
  const { unseeded } = proof.value;
  const text = renderMigration(steps, {
    parent: request.parent ?? "",
    pre: await fingerprint(current),
    post: await fingerprintLike(desired, [current]),
    requires: requirementOf(planned.steps, target),
    losses: planned.losses.open,
    permissions: planned.losses.permissions,
    unseeded,
    ...(request.undoes !== undefined && { undoes: lossesOf(request.undoes) }),
  });
  const untried = unseeded.map((name): Diagnostic => {
    const table = destination.table(name);
    return table === undefined || destination.fills(table).size === 0
      ? withoutRows(name)
      : untriedFill(table.name);
  });
  return succeed({ changes: planned.changes, text, unseeded }, [...planned.warnings, ...untried]);
}

/** A proof may also fail because of a value given by a person that the column does not accept. */
function withFillNote(failed: Diagnostic): Diagnostic {
  return {
    ...failed,
    hint: "Check that each --fill gives a value that its column accepts; if so, this is a bug in " +
      "penumbra: please report it with the migrations and the schema",
  };
}

/** A fill that is invalid for every row looks like a table that accepts none. */
function untriedFill(table: string): Diagnostic {
  return {
    code: "plan/fill-not-tried",
    severity: "warning",
    message: `Cannot test the fill of "${table}": no row could be made for it`,
    hint:
      "Check that --fill gives a value that its column accepts; the migration may stop at a row",
  };
}

/** What is not proven is reported, not only written to the file. */
function withoutRows(table: string): Diagnostic {
  return {
    code: "proof/no-rows",
    severity: "warning",
    message: `Cannot prove the migration with rows of "${table}": no row could be made that its ` +
      "constraints accept",
    hint: "Run the migration on a copy of your data first",
  };
}

/** The number of tables rebuilt only for a reference from which it is reported. */
const LARGE_FAMILY = 5;

function familyNote(steps: readonly Step[]): Diagnostic[] {
  const rebuilt = steps.filter((step) =>
    step.kind === "set-aside" && step.replacement !== undefined
  );
  const along = rebuilt.filter((step) => step.kind === "set-aside" && step.parent !== undefined);
  if (along.length < LARGE_FAMILY) return [];
  return [{
    code: "plan/large-family",
    severity: "note",
    message: `${rebuilt.length} tables are rebuilt, ${along.length} of them only because they ` +
      "reference another one",
    hint: "If what runs your migrations can turn foreign keys off, --rebuild alone rebuilds only " +
      "the tables that change",
  }];
}

function emptySchema(): Diagnostic {
  return {
    code: "plan/empty-schema",
    severity: "error",
    message: "Cannot plan a migration: the desired schema creates nothing, so everything would " +
      "be dropped",
    hint:
      "Check that --schema names the right place, or pass --allow data-loss if that is intended",
  };
}
