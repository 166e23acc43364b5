import type { Change, TableConstraint } from "../../diff/change.ts";
import { checkText, countNamed, hasExplicitNull } from "../../schema/constraint_text.ts";
import { resolvesConflicts } from "../../schema/constraints/conflicts.ts";
import { fold, quoteName, sameName } from "../../sql/names.ts";
import type { AlterTableStep } from "../step.ts";
import { neverNull } from "../../schema/constraints/never_null.ts";
import { altersNotNullAlone, type ColumnAlteration, fillFor } from "./alter_column.ts";

/**
 * The steps that make all of the changes with statements that SQLite has since 3.53, or undefined if there
 * is none for one of them: it can alter NOT NULL of a column, and CHECK with a name. The engine validates
 * existing rows, but as if NULL violated a CHECK (seen in 3.53.2).
 * https://www.sqlite.org/lang_altertable.html
 */
export function constraintAlterations(
  alteration: ColumnAlteration,
): AlterTableStep[] | undefined {
  const table = alteration.after.name;
  const steps: AlterTableStep[] = [];
  // A name that is used again must be free first.
  const drops = alteration.changes.filter((change) => change.kind === "drop-constraint");
  const others = alteration.changes.filter((change) => change.kind !== "drop-constraint");
  for (const change of [...drops, ...others]) {
    const clause = clauseFor(change, alteration);
    if (clause === undefined) return undefined;
    const fill = fillFor([change], alteration);
    if (fill !== undefined && alteration.engine.watched.has(fold(table))) return undefined;
    const column = change.kind === "alter-column" ? change.after.name : "";
    steps.push({
      kind: "alter-table",
      table,
      clause,
      validates: true,
      orAbort: resolvesConflicts(alteration.after),
      ...(fill !== undefined && { fill: { column, value: fill } }),
      because: [change],
    });
  }
  return steps;
}

function clauseFor(change: Change, alteration: ColumnAlteration): string | undefined {
  const { before, was, wanted, changes } = alteration;
  if (change.kind === "alter-column") {
    const text = was.columns.find(({ column }) => sameName(column.name, change.after.name));
    if (!altersNotNullAlone(change) || text === undefined || hasExplicitNull(text, was)) {
      return undefined;
    }
    const verb = change.after.notNull === undefined ? "DROP" : "SET";
    return `ALTER COLUMN ${quoteName(change.after.name)} ${verb} NOT NULL`;
  }
  if (change.kind !== "add-constraint" && change.kind !== "drop-constraint") return undefined;
  const name = checkName(change.constraint);
  if (name === undefined || change.constraint.kind !== "check") return undefined;
  const isDropped = changes.some((it) =>
    it.kind === "drop-constraint" && sameName(checkName(it.constraint) ?? "", name)
  );
  // SQLite finds a constraint only by its name, which several may have.
  const isClear = countNamed(name, was) === (isDropped ? 1 : 0) && countNamed(name, wanted) <= 1;
  if (!isClear) return undefined;
  if (change.kind === "drop-constraint") return `DROP CONSTRAINT ${quoteName(name)}`;
  return !neverNull(change.constraint.expression, before)
    ? undefined
    : `ADD CONSTRAINT ${quoteName(name)} ${checkText(name, wanted)}`;
}

/** The name of a check that aborts; ADD CONSTRAINT accepts no conflict clause. */
function checkName(constraint: TableConstraint): string | undefined {
  const isPlain = constraint.kind === "check" && constraint.conflict === "abort";
  return isPlain ? constraint.name : undefined;
}
