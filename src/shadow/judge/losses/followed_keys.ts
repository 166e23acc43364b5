import { withNamedColumns } from "../../../schema/constraints/keys.ts";
import { findByName, foreignKeysOf } from "../../../schema/snapshot.ts";
import { fold, sameName } from "../../../sql/names.ts";
import { sameValue } from "../../database/literals.ts";
import { placeOf, type Row } from "../run/state.ts";
import type { Continued } from "./column_losses.ts";
import type { Ends, Loss } from "./loss.ts";
import { matchedRows, rivalsOf } from "./matched_rows.ts";

/**
 * Whether a loss is that of a key which has other values in the new table, while all rows that reference
 * its rows still reference the same ones. That no row does is not enough, since others may know it, unless
 * the new table unites several, whose keys may be the same.
 */
export function isFollowed(loss: Loss, parent: Continued, ends: Ends): boolean {
  if (loss.kind !== "values" || loss.becomes !== "other") return false;
  const { before, after } = parent;
  const table = findByName(ends.before.tables, before.name);
  const [term, ...others] = table?.primaryKey?.terms ?? [];
  if (others.length > 0 || !sameName(term?.column ?? "", loss.column)) return false;
  const children = ends.before.tables.flatMap((child) =>
    foreignKeysOf(child).filter((it) => sameName(it.references.table, before.name))
      .map((key) => withNamedColumns(key, table))
      .filter(({ references }) => sameName(references.columns[0] ?? "", loss.column))
      .map(({ columns }) => ({ table: child.name, column: columns[0]! }))
  );
  if (children.length === 0) return rivalsOf(before, after, ends).length > 0;
  return children.every((child) => follows(child, { ...parent, column: loss.column }, ends));
}

/** Whether the rows of a child reference, by the new keys, the rows that they referenced before. */
function follows(
  child: { readonly table: string; readonly column: string },
  { before: parent, after: newParent, matched, nameOf, column }: Continued & {
    readonly column: string;
  },
  ends: Ends,
): boolean {
  const { before, after, isSame } = ends.successions.get(fold(child.table)) ?? {};
  // That its rows are gone is a loss of its own.
  if (before === undefined || after === undefined) return true;
  const rows = matchedRows({ before, after, isSame: isSame! }, ends).matched;
  const [key, newKey] = [placeOf(parent, column), placeOf(newParent, nameOf(column) ?? "")];
  const table = findByName(ends.after.tables, after.name);
  const newKeys = (table === undefined ? [] : foreignKeysOf(table))
    .filter(({ references }) => sameName(references.table, newParent.name))
    .flatMap(({ columns }) => columns.map((name) => placeOf(after, name)));
  const place = placeOf(before, child.column);
  /** The new keys of a row, and of those that nothing else tells from it. */
  const keysOf = (wanted: Row) =>
    newParent.rows.filter((row) => row.every((cell, at) => at === newKey || cell === wanted[at]))
      .map((row) => row[newKey]!);
  return before.rows.every((row, index) => {
    const is = rows[index];
    const wanted = matched[parent.rows.findIndex((it) => sameValue(it[key]!, row[place]!))];
    return is === undefined || wanted === undefined ||
      keysOf(wanted).some((value) => newKeys.some((at) => sameValue(value, is[at]!)));
  });
}
