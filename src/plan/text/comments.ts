import { match } from "../../base/match.ts";
import { createdBy } from "../../diff/change.ts";
import { describeChange, describeObject } from "../../diff/describe.ts";
import type { CopyStep, RefillStep, SetAsideStep, Step } from "../step.ts";
import { SETTINGS, WIDTH } from "./rebuild_sql.ts";

/** The comment of a step. */
export interface Comment {
  /** Lines without the leading `--`. */
  readonly comment: readonly string[];
  /** Whether the step continues the one before it. */
  readonly joins: boolean;
}

/** A step's place among the others. */
interface Place {
  readonly steps: readonly Step[];
  readonly index: number;
}

/** The comment of a step: its changes, and why it makes them this way. */
export function commentFor(step: Step, { steps, index }: Place): Comment {
  const because = [...(step.because ?? []).map(describeChange), ...step.notes ?? []];
  const previous = steps[index - 1];
  const alone = (...comment: readonly string[]): Comment => ({ comment, joins: false });
  const joined = (...comment: readonly string[]): Comment => ({ comment, joins: true });
  return match(step)
    .returnType<Comment>()
    .with({ kind: "set-aside" }, (it) => ({
      comment: [...setAsideLines(it), ...step.notes ?? []],
      joins: previous?.kind === "set-aside" && previous.rebuild === it.rebuild,
    }))
    .with({ kind: "create", role: "rebuilt" }, () => joined())
    .with(
      { kind: "create", role: "restored" },
      ({ object }) => alone(`Recreate ${describeObject(object)}`),
    )
    .with(
      { kind: "drop", object: { kind: "index" } },
      ({ rebuild }) => rebuild === undefined ? alone(...because) : joined(),
    )
    .with(
      { kind: "drop", restored: true },
      ({ object }) => alone(`Drop ${describeObject(object)}, which is recreated below`),
    )
    .with(
      { kind: "drop", because: [{ kind: "replace" }] },
      ({ object, because: [change] }) =>
        steps[index + 1]?.because?.[0] === change
          ? alone(...because)
          : alone(`Drop ${describeObject(object)}, which is recreated below with its changes`),
    )
    .with(
      { kind: "rename-table" },
      { kind: "rename-column" },
      ({ detour }) => alone(...because.map((it) => detour ? `${it}, in two steps` : it)),
    )
    .with({ kind: "add-column", fill: "NULL" }, (it) => alone(...because, nullReason(it.column)))
    .with({ kind: "copy" }, (it) => joined(...copyLines(it)))
    .with({ kind: "add-placeholder" }, ({ placeholder: { kind, name } }) => {
      const isRetired = steps.slice(0, index).some((it) => it.kind === "close-gate");
      return kind === "index" || isRetired ? joined() : joined(
        `There is no table "${name}": an empty placeholder lets SQLite check the rows`,
      );
    })
    .with(
      ...[{ kind: "drop-placeholder" }, { kind: "close-gate" }] as const,
      ...[{ kind: "release" }, { kind: "retire" }, { kind: "configure" }] as const,
      () => joined(),
    )
    .with(
      { kind: "keep-settings" },
      ({ table }) => alone(`Keep the settings of the search index "${table}"`),
    )
    .with({ kind: "refill" }, (it) =>
      alone(
        `Fill the search index "${it.table}"${isNew(it) ? "" : " again: its content changes"}`,
      ))
    .with({ kind: "setting" }, ({ setting, outside }) => {
      const { why } = SETTINGS[setting];
      const isReset = outside === true && setting === "follow-renames";
      return why === undefined || isReset ? joined() : alone(why);
    })
    .with(
      { kind: "open-gate" },
      () =>
        steps[index + 1]?.kind === "gate"
          ? alone(...gateLines(steps.slice(index + 1)))
          : alone(arrivalLine(steps)),
    )
    .with(
      { kind: "gate" },
      () =>
        previous?.kind === "open-gate" || previous?.kind === "gate"
          ? joined()
          : alone(...gateLines(steps.slice(index))),
    )
    .with(
      { kind: "arrival" },
      () => previous?.kind === "open-gate" ? joined() : alone(arrivalLine(steps)),
    )
    .otherwise(() => alone(...because));
}

/** The problems at which the gates at the start of these steps stop. */
function gateLines(steps: readonly Step[]): string[] {
  const end = steps.findIndex((step) => step.kind !== "gate");
  return steps.slice(0, end).flatMap((step) =>
    step.kind === "gate" ? [`Stop here, with nothing changed, if ${step.problem}`] : []
  );
}

function arrivalLine(steps: readonly Step[]): string {
  if (steps.some((step) => step.kind === "copy")) {
    return "Nothing is dropped unless every row arrived";
  }
  return steps.some((step) => step.kind === "set-aside")
    ? "Nothing is dropped that unknown objects use"
    : "Everything is rolled back if an earlier statement failed";
}

function setAsideLines({ table, replacement, parent, ...step }: SetAsideStep): string[] {
  const because = (step.because ?? []).map(describeChange);
  if (replacement === undefined) return because;
  if (parent !== undefined) {
    return [`"${replacement}" references "${parent}", so it is rebuilt too`];
  }
  if (because.length === 0) return [`"${table}" is rebuilt too`];
  const [first, ...others] = because;
  const way = "SQLite can only do this by rebuilding the table";
  const line = `${first}: ${way}`;
  return others.length === 0 && line.length <= WIDTH ? [line] : [...because, way];
}

function copyLines({ columns }: CopyStep): string[] {
  return columns.filter(({ value }) => value === "NULL").map(({ column }) => nullReason(column));
}

/** Why rows get NULL where there is a default. */
function nullReason(column: string): string {
  return `Existing rows get NULL in ${column}, not its default`;
}

function isNew({ table, because }: RefillStep): boolean {
  return because?.some((change) => createdBy(change)?.name === table) ?? false;
}
