import { findByName, type SchemaSnapshot } from "../../../schema/snapshot.ts";
import { isRowidColumn } from "../../../schema/constraints/keys.ts";
import type { Declared } from "../../../sql/declared.ts";
import { fold } from "../../../sql/names.ts";
import type { Statement } from "../../../sql/statements.ts";
import { calledNames } from "../../../sql/token_names.ts";
import { possibleNames } from "../../../sql/tokens.ts";
import type { Blamed } from "./blame.ts";
import { copiesValues, namesFrom, selects } from "../statements/copies.ts";
import type { RunFile } from "../run/run.ts";

/** Files, and those of their statements that write unknown values. */
export interface Unseen {
  readonly files: readonly RunFile[];
  readonly statements: readonly Statement[];
  readonly before: SchemaSnapshot;
}

/**
 * The effects without those that cannot be known: the values of a column that such a statement reads may
 * be part of what it writes. A dropped column is then marked as converted, and of a dropped table only
 * the other columns are lost.
 */
export function withoutUnseen(effects: readonly Blamed[], unseen: Unseen): readonly Blamed[] {
  if (unseen.statements.length === 0) return effects;
  return effects.flatMap((effect): Blamed[] => {
    if (effect.kind !== "column-dropped" && effect.kind !== "table-dropped") return [effect];
    const names = namesFrom(unseen.files, effect.table);
    const readers = unseen.statements.filter((it) =>
      possibleNames(it.tokens).some((name) => names.has(name))
    );
    if (readers.length === 0) return [effect];
    const isRead = (column: string) => readers.some((reader) => selects(reader, column));
    if (effect.kind === "column-dropped") {
      return [isRead(effect.column) ? { ...effect, isConverted: true } : effect];
    }
    const table = findByName(unseen.before.tables, effect.table);
    const left = table?.columns.filter(({ name, generated }) =>
      generated === undefined && !isRowidColumn(table, name) && !isRead(name)
    ) ?? [];
    const { statement } = effect;
    const lost = { kind: "column-dropped", table: effect.table, isBack: false } as const;
    return left.map(({ name }) => ({ ...lost, column: name, isConverted: false, statement }));
  });
}

/** Whether a statement writes what a function of the application computes, which is not known here. */
export function writesDeclared(statement: Statement, { functions = {} }: Declared = {}): boolean {
  const names = new Set(Object.keys(functions).map(fold));
  const { tokens } = statement;
  return names.size > 0 && copiesValues(statement) &&
    calledNames(tokens).some((name) => names.has(name));
}
