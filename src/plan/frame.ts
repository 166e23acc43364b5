import { mentionsOf } from "../schema/dependencies/mentions.ts";
import { findByName, foreignKeysOf, objectsOf, type VirtualTable } from "../schema/snapshot.ts";
import { contentNames, isReadable } from "../schema/dependencies/search_content.ts";
import { contentOf } from "../schema/text/virtual_options.ts";
import { fold, quoteName, quoteString } from "../sql/names.ts";
import { circularTables, keysBetween } from "../schema/constraints/circles.ts";
import { isCircle, parentsFirst } from "../schema/dependencies/order.ts";
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
  const alone = work.alone ? [KEYS_ARE_OFF] : [];
  const conditions = [
    ...alone.map(({ condition }) => condition),
    ...arrivalConditions(steps, work),
    ...(work.alone ? work.members.flatMap(keyConditions) : []),
  ];
  const first = [...alone, ...gates.filter((it) => !it.isLast)];
  const last = gates.filter((it) => it.isLast);
  const checks = [
    ...[...first, ...last].map(({ problem }, index) => ({ column: `check_${index + 1}`, problem })),
    ...(conditions.length === 0 ? [] : [{ column: "arrived", problem: arrivalWords(steps) }]),
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
    ...first.map((it, index) => gateStep(it, { gate, column: checks[index]!.column })),
    ...steps,
    // If foreign keys are on after all, the gate must exist although an earlier statement failed.
    ...(work.alone || (first.length === 0 && checks.length > 0)
      ? [{ ...open, again: work.alone }]
      : []),
    ...last.map((it, index) =>
      gateStep(it, { gate, column: checks[first.length + index]!.column })
    ),
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

/** The conditions for dropping the old tables. */
function arrivalConditions(steps: readonly WorkStep[], work: PlanRequest & Survey): string[] {
  const count = (table: string) => `(SELECT count(*) FROM ${quoteName(table)})`;
  return [
    ...steps.flatMap((step) =>
      step.kind === "copy" ? [`${count(step.to)} = ${count(step.from)}`] : []
    ),
    ...work.members.flatMap(noColumnIsUnknown),
    ...(schemaContainsPrefix(work) ? [] : nothingElseMentions(steps)),
    ...noOldNameIsLeft(steps, work),
    ...(steps.length > 1 ? searchIndexConditions(steps, work) : []),
  ];
}

/** The condition that the old table has no column that the migrations do not know, with values to lose. */
function noColumnIsUnknown({ before, aside }: Member): string[] {
  const count = `(SELECT count(*) FROM pragma_table_xinfo(${quoteString(aside)}))`;
  return before.opaque === undefined ? [`${count} = ${before.columns.length}`] : [];
}

/**
 * The condition that only old tables and their indexes mention an old table. RENAME also changes other
 * objects that mention it: those that should have been dropped before, and tables, views and triggers
 * that the migrations do not know, which would lose rows or break when the old table is dropped.
 */
function nothingElseMentions(steps: readonly WorkStep[]): string[] {
  if (steps.every((step) => step.kind !== "set-aside")) return [];
  const ours = quoteString(ASIDE);
  return [
    "NOT EXISTS (SELECT 1 FROM sqlite_schema" +
    ` WHERE instr(sql, ${ours}) AND NOT instr(name, ${ours}) AND type <> 'index')`,
  ];
}

/** Whether the schema itself contains such a name, in a default or a view, so that the search is useless. */
function schemaContainsPrefix({ current, desired }: PlanRequest): boolean {
  return [...objectsOf(current), ...objectsOf(desired)].some(({ sql }) => sql.includes(ASIDE));
}

/**
 * The condition that no table still has a name that it only had in between or, if a column is dropped, one
 * from before a rename: the column could belong to another table.
 */
function noOldNameIsLeft(steps: readonly WorkStep[], { desired }: PlanRequest): string[] {
  const loses = steps.some((step) => step.kind === "drop-column");
  const tables = [...desired.tables, ...desired.virtualTables];
  const left = steps.flatMap((step) => {
    if (step.kind !== "rename-table") return [];
    const isGone = loses && findByName(tables, step.before) === undefined;
    return [
      ...(step.detour === "to" ? [step.after] : []),
      ...(isGone && step.detour !== "from" ? [step.before] : []),
    ];
  });
  if (left.length === 0) return [];
  const names = left.map(quoteString).join(", ");
  return [`NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name IN (${names}))`];
}

/**
 * The conditions that search indexes over changed tables and views can be read, and that dropped ones are
 * gone: one that does not match its content makes the database unreadable.
 */
function searchIndexConditions(steps: readonly WorkStep[], { desired }: PlanRequest): string[] {
  const touched = new Set(steps.flatMap(touchedNames));
  const reads = (index: VirtualTable) =>
    [index.name, ...contentNames(index, desired)].map(fold).some((name) => touched.has(name));
  const gone = steps.flatMap((step) =>
    step.kind === "drop" && step.object.kind === "virtual-table" &&
      findByName(objectsOf(desired), step.object.name) === undefined
      ? [step.object]
      : []
  );
  return [
    ...desired.virtualTables.filter((index) =>
      contentOf(index) && reads(index) && isReadable(index, desired)
    ).map(({ name }) => `(SELECT count(*) FROM (SELECT * FROM ${quoteName(name)} LIMIT 1)) >= 0`),
    ...gone.map(({ name }) =>
      `NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ${quoteString(name)})`
    ),
  ];
}

/** The folded names of what a step changes for objects that read from it. */
function touchedNames(step: WorkStep): string[] {
  switch (step.kind) {
    case "drop":
    case "create":
      return step.object.kind === "index" || step.object.kind === "trigger"
        ? []
        : [fold(step.object.name)];
    case "rename-table":
      return [fold(step.before), fold(step.after)];
    case "set-aside":
      return [fold(step.table), fold(step.replacement ?? step.table)];
    case "rename-column":
    case "drop-column":
      return [fold(step.table)];
    default:
      return [];
  }
}

function arrivalWords(steps: readonly WorkStep[]): string {
  const tables = steps.flatMap((step) => step.kind === "set-aside" ? [step.table] : []);
  if (tables.length === 0) return "an earlier statement failed";
  const missing = steps.some((step) => step.kind === "copy")
    ? "rows or unknown columns are missing, or "
    : "";
  return `${missing}unknown objects use ${shortList(tables)}`;
}

/** The first names, and the number of others. */
function shortList(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(", ")} and ${more} more` : names.join(", ");
}

const MOST_NAMES = 3;

/** The prefix of the names of tables that are set aside. */
const ASIDE = "__penumbra_old_";
