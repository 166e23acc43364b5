import { mentionsOf } from "../schema/dependencies/mentions.ts";
import { foreignKeysOf, objectsOf } from "../schema/snapshot.ts";
import { fold, quoteString } from "../sql/names.ts";
import { circularTables, keysBetween } from "../schema/constraints/circles.ts";
import { isCircle, parentsFirst } from "../schema/dependencies/order.ts";
import { arrivalConditions, arrivalProblem } from "./arrival.ts";
import type { Gate } from "./gates.ts";
import { temporaryName } from "./renames.ts";
import { namesOf, type PlanRequest } from "./request.ts";
import type { Member } from "./rebuild/members.ts";
import { isPartOf, qualifiesOwnColumns, qualifiesWith } from "../schema/dependencies/self_names.ts";
import type { FrameStep, GateStep, SettingStep, Step, WorkStep } from "./step.ts";
import type { Survey } from "./survey.ts";
import { refusesPragmas } from "../base/target.ts";

/** The parts around the work of a migration. */
export interface Frame {
  readonly gates: readonly Gate[];
  /** The steps that drop the old tables and their placeholders. */
  readonly retirement: readonly FrameStep[];
}

/**
 * The work with what must come before it, and what may only follow once it is known to have succeeded. A
 * runner may continue after an error, so nothing is dropped before the gate, and what follows only names
 * temporary objects, which do not exist if everything was rolled back.
 */
export function framed(
  steps: readonly WorkStep[],
  work: PlanRequest & Survey,
  { gates, retirement }: Frame,
): Step[] {
  const gate = temporaryName("gate", "", namesOf(work));
  const conditions = [
    ...(work.alone ? [KEYS_ARE_OFF.condition] : []),
    ...arrivalConditions(steps, work),
    ...(work.alone ? work.members.flatMap(keyConditions) : []),
  ];
  const first = [...(work.alone ? [KEYS_ARE_OFF] : []), ...gates.filter((it) => !it.isLast)];
  const last = gates.filter((it) => it.isLast);
  const columns = new Map([...first, ...last].map((it, index) => [it, `check_${index + 1}`]));
  const gateSteps = (list: readonly Gate[]) =>
    list.map((it) => gateStep(it, { gate, column: columns.get(it)! }));
  const checks = [
    ...Array.from(columns, ([{ problem }, column]) => ({ column, problem })),
    ...(conditions.length === 0
      ? []
      : [{ column: "arrived", problem: arrivalProblem(steps, work) }]),
  ];
  const open: FrameStep = { kind: "open-gate", gate, checks };
  const close: FrameStep = {
    kind: "close-gate",
    gate,
    column: checks.at(-1)?.column ?? "",
    passes: checks.length,
    times: work.alone ? 2 : 1,
  };
  return [
    ...settings(steps, work),
    ...(first.length === 0 ? [] : [open]),
    ...gateSteps(first),
    ...steps,
    // If foreign keys are on after all, the gate must exist although an earlier statement failed.
    ...(work.alone || (first.length === 0 && checks.length > 0)
      ? [{ ...open, again: work.alone }]
      : []),
    ...gateSteps(last),
    ...(conditions.length === 0
      ? []
      : [{ kind: "arrival", gate, column: "arrived", conditions } as const]),
    ...(checks.length === 0 ? [] : [close]),
    ...retirement,
    ...(work.alone ? [setting("follow-renames", true)] : []),
  ];
}

function gateStep(
  { problem, condition, demand, isLast }: Gate,
  where: Pick<GateStep, "gate" | "column">,
): GateStep {
  const about = demand === undefined ? "connection" : isLast ? "result" : "rows";
  const because = demand === undefined ? [] : [demand.change];
  return { kind: "gate", ...where, problem, condition, about, because };
}

function settings(steps: readonly WorkStep[], work: PlanRequest & Survey): SettingStep[] {
  if (work.alone) return [setting("foreign-keys-off", true), setting("keep-references", true)];
  const states = [
    work.members.map((it) => it.after),
    [...work.members, ...work.retired].map((it) => it.before),
  ];
  const circular = states.flatMap(parentsFirst).some(isCircle);
  // Dropped tables need no deferred keys, unless their rows reference each other.
  const hasKeys = states.some((tables) => circularTables(tables).length > 0) ||
    (work.members.length > 0 &&
      states.flat().some((table) => foreignKeysOf(table).length > 0));
  return [
    ...(steps.some((step) => mustFollow(step, work)) ? [setting("follow-renames")] : []),
    ...(hasKeys ? [setting(circular ? "defer-keys-of-circle" : "defer-keys-of-orphans")] : []),
  ];
}

function setting(setting: SettingStep["setting"], outside = false): SettingStep {
  return { kind: "setting", setting, outside };
}

/** PRAGMA foreign_keys has no effect in a transaction, and does not report that. */
const KEYS_ARE_OFF: Gate = {
  isLast: false,
  problem: "foreign keys are still enforced: run this file outside of a transaction",
  condition: "(SELECT foreign_keys FROM pragma_foreign_keys) = 0",
};

/** The condition that the new table has no more orphan rows than the old one. */
function keyConditions({ after, aside }: Member): string[] {
  if (foreignKeysOf(after).length === 0) return [];
  const orphans = (table: string) =>
    `(SELECT count(*) FROM pragma_foreign_key_check(${quoteString(table)}))`;
  return [`${orphans(after.name)} <= ${orphans(aside)}`];
}

/**
 * Whether legacy_alter_table would break the step: with it, foreign keys, views and triggers keep the old
 * name, and a table that names itself in a CHECK cannot be renamed at all.
 * https://www.sqlite.org/pragma.html#pragma_legacy_alter_table
 */
function mustFollow(step: WorkStep, { current, target }: PlanRequest): boolean {
  if (refusesPragmas(target)) return false;
  if (step.kind === "set-aside") return qualifiesOwnColumns(step.table, current);
  return step.kind === "rename-table" &&
    objectsOf(current).some((object) =>
      isPartOf(object, step.before)
        ? qualifiesWith(object, step.before) ||
          (object.kind === "table" && keysBetween([object]).length > 0)
        : mentionsOf(object).has(fold(step.before))
    );
}
