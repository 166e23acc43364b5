import { mentionsOf } from "../schema/dependencies/mentions.ts";
import { findByName, foreignKeysOf, objectsOf, type VirtualTable } from "../schema/snapshot.ts";
import { contentNames } from "../schema/dependencies/search_content.ts";
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

/** What stands around the work of a migration. */
export interface Frame {
  readonly gates: readonly Gate[];
  /** What drops the old tables, and what only had to be there until then. */
  readonly retirement: readonly FrameStep[];
}

/**
 * The work between what it needs first and what may only be done once it is known to have succeeded.
 * A runner may continue after an error: so nothing is dropped before the gate was passed, and behind it
 * there are only names of our own, which are gone if everything was taken back.
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
    ...[...first, ...last].map(({ says }, index) => ({ column: `check_${index + 1}`, says })),
    ...(conditions.length === 0 ? [] : [{ column: "arrived", says: arrivalWords(steps) }]),
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
    // With foreign keys on in spite of all, the gate must be there although a statement fails.
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
  { says, condition, demand, isLast }: Gate,
  where: Pick<GateStep, "gate" | "column">,
): GateStep {
  const about = demand === undefined ? "connection" : isLast ? "result" : "rows";
  const because = demand === undefined ? [] : [demand.change];
  return { kind: "gate", ...where, says, condition, about, because };
}

function settings(steps: readonly WorkStep[], work: PlanRequest & Survey): SettingStep[] {
  if (work.alone) return [setting("foreign-keys-off", true), setting("keep-references", true)];
  const states = [
    work.members.map((it) => it.after),
    [...work.members, ...work.retired].map((it) => it.before),
  ];
  const circular = states.flatMap(parentsFirst).some(isCircle);
  // What only goes needs no parent meanwhile, unless its rows reference each other.
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

/** A PRAGMA that turns foreign keys off does nothing in a transaction, without a word. */
const KEYS_ARE_OFF: Gate = {
  isLast: false,
  says: "foreign keys are still enforced: run this file outside of a transaction",
  condition: "(SELECT foreign_keys FROM pragma_foreign_keys) = 0",
};

/** True when the new table has no more orphan rows than the old one had. */
function keyConditions({ after, aside }: Member): string[] {
  if (foreignKeysOf(after).length === 0) return [];
  const orphans = (table: string) =>
    `(SELECT count(*) FROM pragma_foreign_key_check(${quoteString(table)}))`;
  return [`${orphans(after.name)} <= ${orphans(aside)}`];
}

/**
 * Whether legacy_alter_table would spoil the step: foreign keys, views and triggers keep the old name
 * then, and a table that names itself in a CHECK cannot be renamed at all.
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

/** What must be true before old tables are dropped. */
function arrivalConditions(steps: readonly WorkStep[], work: PlanRequest & Survey): string[] {
  const count = (table: string) => `(SELECT count(*) FROM ${quoteName(table)})`;
  return [
    ...steps.flatMap((step) =>
      step.kind === "copy" ? [`${count(step.to)} = ${count(step.from)}`] : []
    ),
    ...(saysOurs(work) ? [] : nothingElseMentions(steps)),
    ...noOldNameIsLeft(steps, work),
    ...(steps.length > 1 ? searchIndexConditions(steps, work) : []),
  ];
}

/**
 * True when nothing but old tables and their indexes mentions an old table. A RENAME is followed by all
 * that mentions the table: by what should have been dropped before it, and by tables, views and triggers
 * that the migrations do not know, which must not lose their rows or their meaning with the old table.
 */
function nothingElseMentions(steps: readonly WorkStep[]): string[] {
  if (steps.every((step) => step.kind !== "set-aside")) return [];
  const ours = quoteString(ASIDE);
  return [
    "NOT EXISTS (SELECT 1 FROM sqlite_schema" +
    ` WHERE instr(sql, ${ours}) AND NOT instr(name, ${ours}) AND type <> 'index')`,
  ];
}

/** Whether the schema itself contains such a name, in a default or a view: then the text tells nothing. */
function saysOurs({ current, desired }: PlanRequest): boolean {
  return [...objectsOf(current), ...objectsOf(desired)].some(({ sql }) => sql.includes(ASIDE));
}

/**
 * True when no table is still under a name that it only had for a moment, nor, where a column is dropped,
 * under one that a rename took from it: the column could belong to another table then.
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
 * True when search indexes over tables and views that change can be read, and those that go for good
 * are gone: one whose content has changed without it makes the database unreadable.
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
    ...desired.virtualTables.filter((index) => contentOf(index) && reads(index)).map(({ name }) =>
      `(SELECT count(*) FROM (SELECT * FROM ${quoteName(name)} LIMIT 1)) >= 0`
    ),
    ...gone.map(({ name }) =>
      `NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ${quoteString(name)})`
    ),
  ];
}

/** What an ALTER or a DROP changes for those that read from it, folded. */
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
  const missing = steps.some((step) => step.kind === "copy") ? "rows are missing, or " : "";
  return `${missing}unknown objects use ${shortList(tables)}`;
}

/** The first names, and how many more there are. */
function shortList(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(", ")} and ${more} more` : names.join(", ");
}

const MOST_NAMES = 3;

/** How the names of tables begin that are set aside. */
const ASIDE = "__penumbra_old_";
