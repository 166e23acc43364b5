import { match, P } from "../../base/match.ts";
import type { AddColumn, Change, DropColumn, TableConstraint } from "../../diff/change.ts";
import { resolvesConflicts } from "../../schema/constraints/conflicts.ts";
import { fitsStrictly, isConstant, isMistakenForNull } from "../../schema/constraints/defaults.ts";
import { constraintFacts } from "../../schema/facts.ts";
import { hasRowidName, isInKey } from "../../schema/constraints/keys.ts";
import { mentions } from "../../schema/dependencies/mentions.ts";
import {
  commentBreaksDrop,
  expressionsOf,
  usesOnlyEarlierColumns,
} from "../../schema/dependencies/column_text.ts";
import { inlineText } from "../../schema/constraint_text.ts";
import type { Column, Constraint, Table } from "../../schema/snapshot.ts";
import {
  type ColumnText,
  readTable,
  type TableText,
  textOf,
  textOfColumn,
} from "../../schema/text/table_sql.ts";
import { fold, sameName } from "../../sql/names.ts";
import { type AlteringEngine, type ColumnAlteration, columnAlterations } from "./alter_column.ts";
import { constraintAlterations } from "./alter_constraint.ts";
import type { AddColumnStep, AlterTableStep, DropColumnStep } from "../step.ts";

/** How a table is changed. */
export type Route =
  | {
    readonly kind: "in-place";
    readonly alters: readonly AlterTableStep[];
    readonly adds: readonly AddColumnStep[];
    readonly drops: readonly DropColumnStep[];
  }
  | { readonly kind: "rebuild" };

/** The two states of a table and the changes between them, after the renames. */
export interface Transition {
  readonly before: Table;
  readonly after: Table;
  readonly changes: readonly Change[];
  /** The values for existing rows, as SQL, by folded column. */
  readonly fills: ReadonlyMap<string, string>;
  /** The engine that will run it, if it alters more in place than SQLite 3.35. */
  readonly engine?: AlteringEngine | undefined;
}

/**
 * The route of a table: in place if the engine can make all changes on a table with rows, otherwise a
 * rebuild; never both.
 * https://www.sqlite.org/lang_altertable.html
 */
export function routeOf(transition: Transition): Route {
  const { before, after, changes } = transition;
  const rebuild: Route = { kind: "rebuild" };
  const [was, wanted] = [readTable(before.sql), readTable(after.sql)];
  if (was === undefined || wanted === undefined || before.opaque || after.opaque) return rebuild;
  const added = changes.filter((change) => change.kind === "add-column");
  const dropped = changes.filter((change) => change.kind === "drop-column");
  const gone = goingAlong(changes, dropped, was);
  const attached = attachedConstraints(changes, added, wanted);
  const isTaken = (change: Change) =>
    match(change)
      .with({ kind: "add-column" }, (it) => canAdd(it.column, after))
      .with({ kind: "drop-column" }, (it) => canDrop(it.column, transition, was))
      .with({ kind: "add-constraint" }, (it) =>
        isAttached(it.constraint, attached) &&
        !meetsDefaultFirst(it.constraint, attached, transition))
      .with({ kind: "drop-constraint" }, (it) => gone.has(it.constraint))
      .with({ kind: P.union("alter-column", "alter-options") }, () => false)
      .otherwise(() => true);
  const left = changes.filter((change) => !isTaken(change));
  const alters = alterations(left, { ...transition, was, wanted });
  const staysReferable = attachedKeysHoldNoDefault([...attached.entries()], added);
  const inTurn = usesOnlyEarlierColumns(
    added.map((change) => textOfColumn(wanted, change.column.name)!),
  );
  // Columns are added before others are dropped.
  const isTooWide = before.columns.length + added.length > MOST_COLUMNS;
  if (
    alters === undefined || !staysReferable || !inTurn || isTooWide ||
    leavesNoColumn(before, dropped)
  ) {
    return rebuild;
  }
  return {
    kind: "in-place",
    alters,
    adds: added.map((change) => addStep(change, wanted, { attached, transition })),
    drops: dropped.map((change) => ({
      kind: "drop-column",
      table: after.name,
      column: change.column.name,
      because: [change],
    })),
  };
}

/** SQLITE_MAX_COLUMN, unless a build has another: https://www.sqlite.org/limits.html#max_column */
const MOST_COLUMNS = 2000;

/** The steps for changes that only some engines make in place; undefined if they need a rebuild. */
function alterations(
  changes: readonly Change[],
  { engine, ...transition }: Transition & Pick<ColumnAlteration, "was" | "wanted">,
): AlterTableStep[] | undefined {
  if (changes.length === 0) return [];
  if (engine === undefined) return undefined;
  const alteration = { ...transition, changes, engine };
  return match(engine.dialect)
    .with("libsql", () => columnAlterations(alteration))
    .with("sqlite", () => constraintAlterations(alteration))
    .exhaustive();
}

/** Whether ADD COLUMN accepts the column on a table with rows, not considering its constraints. */
function canAdd(column: Column, table: Table): boolean {
  if (isInKey(table, column.name) || hasRowidName(table, column.name)) return false;
  if (column.generated?.stored) return false;
  if (column.generated !== undefined) return true;
  if (column.default !== undefined) {
    if (!isConstant(column.default)) return false;
    if (table.strict && !fitsStrictly(column.default, column.type)) return false;
  }
  if (column.notNull === undefined) return true;
  const isNull = column.default === undefined || column.default === "null";
  return !isNull && !isMistakenForNull(column.default!, column.type);
}

/** Whether DROP COLUMN accepts the column: no remaining part of the table may name it. */
function canDrop(column: Column, transition: Transition, was: TableText): boolean {
  const { before } = transition;
  const name = fold(column.name);
  if (isInKey(before, name) || hasRowidName(before, name)) return false;
  const own = was.columns.find((it) => sameName(it.column.name, name))!;
  if (own.constraints.some((constraint) => constraint.kind === "unique")) return false;
  if (was.constraints.some((it) => mentions(textOf(was, it)).has(name))) return false;
  const others = was.columns.filter((it) => it !== own);
  if (others.some((it) => expressionsOf(it).some((text) => mentions(text).has(name)))) return false;
  const isDropped = (other: ColumnText) =>
    transition.changes.some((it) =>
      it.kind === "drop-column" && sameName(it.column.name, other.column.name)
    );
  const isLast = () => was.columns.slice(was.columns.indexOf(own) + 1).every(isDropped);
  return !commentBreaksDrop(own, was) || !isLast();
}

/** Whether no stored column would remain, which SQLite refuses. */
function leavesNoColumn(before: Table, dropped: readonly DropColumn[]): boolean {
  const stored = (list: readonly Column[]) => list.filter((it) => it.generated === undefined);
  return dropped.length > 0 &&
    stored(before.columns).length === stored(dropped.map((it) => it.column)).length;
}

/** The constraints that are part of the definition of a dropped column. */
function goingAlong(
  changes: readonly Change[],
  dropped: readonly DropColumn[],
  was: TableText,
): Set<TableConstraint> {
  const inline = was.columns
    .filter((it) => dropped.some((change) => sameName(change.column.name, it.column.name)))
    .flatMap((it) => it.constraints.map(constraintFacts));
  return new Set(changes.flatMap((change) => {
    if (change.kind !== "drop-constraint" || change.constraint.kind === "primary-key") return [];
    return inline.includes(constraintFacts(change.constraint)) ? [change.constraint] : [];
  }));
}

/** Checks and foreign keys that can be written in the definition of an added column, and that column. */
function attachedConstraints(
  changes: readonly Change[],
  added: readonly AddColumn[],
  wanted: TableText,
): Map<Constraint, AddColumn> {
  const attached = new Map<Constraint, AddColumn>();
  for (const change of changes) {
    if (change.kind !== "add-constraint") continue;
    const { constraint } = change;
    if (constraint.kind !== "check" && constraint.kind !== "foreign-key") continue;
    // Only a table constraint may have a conflict clause.
    if (constraint.kind === "check" && constraint.conflict !== "abort") continue;
    const owner = wanted.columns.find((it) =>
      it.constraints.some((other) => constraintFacts(other) === constraintFacts(constraint))
    );
    const names = constraint.kind === "check"
      ? mentions(constraint.expression)
      : new Set(constraint.columns.length === 1 ? constraint.columns.map(fold) : []);
    // Columns are added one by one: only the last one of those named can name all others.
    const host = added.findLast((it) =>
      names.has(fold(it.column.name)) || sameName(owner?.column.name ?? "", it.column.name)
    );
    if (host !== undefined) attached.set(constraint, host);
  }
  return attached;
}

/** Whether rows get NULL in new foreign key columns; with foreign keys on, SQLite refuses others. */
function attachedKeysHoldNoDefault(
  attached: readonly (readonly [Constraint, AddColumn])[],
  added: readonly AddColumn[],
): boolean {
  return attached.every(([constraint, host]) =>
    constraint.kind !== "foreign-key" ||
    !added.includes(host) || (host.column.default ?? "null") === "null"
  );
}

function isAttached(
  constraint: TableConstraint,
  attached: ReadonlyMap<Constraint, AddColumn>,
): boolean {
  return constraint.kind !== "primary-key" && attached.has(constraint);
}

/**
 * Whether the check would see the column's default before rows are filled, such as in
 * `NOT NULL DEFAULT 0 CHECK (price > 0)`, where every row must get another price.
 */
function meetsDefaultFirst(
  constraint: TableConstraint,
  attached: ReadonlyMap<Constraint, AddColumn>,
  { fills }: Transition,
): boolean {
  if (constraint.kind !== "check") return false;
  const { column } = attached.get(constraint)!;
  return fills.has(fold(column.name)) && (column.default ?? "null") !== "null";
}

function addStep(
  change: AddColumn,
  wanted: TableText,
  options: { attached: ReadonlyMap<Constraint, AddColumn>; transition: Transition },
): AddColumnStep {
  const { attached, transition } = options;
  const added = transition.changes.filter((it) => it.kind === "add-column");
  const text = wanted.columns.find((it) => sameName(it.column.name, change.column.name))!;
  const written = text.constraints.map(constraintFacts);
  const constraints = [...attached].filter(([, host]) => host === change).map(([it]) => it);
  const apart = constraints.filter((constraint) => !written.includes(constraintFacts(constraint)));
  const fill = transition.fills.get(fold(change.column.name));
  return {
    kind: "add-column",
    table: transition.after.name,
    column: change.column.name,
    definition: [textOf(wanted, text), ...apart.map((it) => inlineText(it, wanted))].join(" "),
    references: constraints.flatMap((it) => it.kind === "foreign-key" ? [it.references] : []),
    follows: added[added.indexOf(change) - 1]?.column.name,
    ...(fill !== undefined && change.column.generated === undefined && { fill }),
    orAbort: resolvesConflicts(transition.after),
    because: [
      change,
      ...transition.changes.filter((it) =>
        it.kind === "add-constraint" && constraints.some((one) => one === it.constraint)
      ),
    ],
  };
}
