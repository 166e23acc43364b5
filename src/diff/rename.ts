import { constraintFacts, definitionFacts } from "../schema/facts.ts";
import { isInKey } from "../schema/constraints/keys.ts";
import { type Column, findByName, type SchemaSnapshot, type Table } from "../schema/snapshot.ts";
import { tablesWithContent } from "../schema/text/virtual_options.ts";
import { canonicalTokens } from "../sql/canonical.ts";
import { fold, sameName } from "../sql/names.ts";
import { tokenize } from "../sql/tokens.ts";
import type { RenameColumn, RenameTable } from "./change.ts";
import { lookalikesAmong } from "./likeness.ts";

/** An added table or column, and the dropped ones that are similar to it, best first. */
export interface RenameCandidates {
  readonly subject: "table" | "column";
  /** The name of the column's table afterwards. */
  readonly table?: string;
  readonly after: string;
  /** Never empty. */
  readonly before: readonly string[];
}

/** A rename confirmed by a person, a hint or a configuration. */
export type Rename = RenameTable | RenameColumn;

/** The names of tables and columns after a migration, by their names before. */
export interface NamesAfter {
  readonly table: (name: string) => string;
  readonly column: (table: string, name: string) => string;
}

/** The names after these renames; what is not renamed keeps its name. */
export function namesAfter(renames: readonly Rename[]): NamesAfter {
  const table = (name: string) =>
    renames.find((it) => it.kind === "rename-table" && sameName(it.before, name))?.after ?? name;
  const column = (owner: string, name: string) =>
    columnRenames(renames, table(owner)).find((it) => sameName(it.before, name))?.after ?? name;
  return { table, column };
}

/** The rename that gives a table this name. */
export function renameTo(renames: readonly Rename[], table: string): RenameTable | undefined {
  return renames.filter((it) => it.kind === "rename-table")
    .find((it) => sameName(it.after, table));
}

/** The renames of columns of the table with this later name. */
export function columnRenames(renames: readonly Rename[], table: string): RenameColumn[] {
  return renames.filter((it) => it.kind === "rename-column")
    .filter((it) => sameName(it.table, table));
}

/** The share of columns that two tables must have in common to count as similar. */
const ALIKE = 0.6;

/**
 * Pairs of a dropped and a created table that may be one table under two names: most of their
 * columns are equal. Tables that are part of a known rename are left out. Sorted by name.
 */
export function tableCandidates(
  current: SchemaSnapshot,
  desired: SchemaSnapshot,
  renames: readonly Rename[],
): RenameCandidates[] {
  const tables = renames.filter((rename) => rename.kind === "rename-table");
  const [before, after] = [tablesWithContent(current), tablesWithContent(desired)];
  const dropped = before.filter((table) =>
    !findByName(after, table.name) && !tables.some((it) => sameName(it.before, table.name))
  );
  const added = after.filter((table) =>
    !findByName(before, table.name) && !tables.some((it) => sameName(it.after, table.name))
  );
  const lookalikes = lookalikesAmong(dropped, ALIKE);
  return added.flatMap((after) => {
    const scored = lookalikes(after).sort((a, b) => b.score - a.score);
    if (scored.length === 0) return [];
    return [{
      subject: "table" as const,
      after: after.name,
      before: scored.map(({ table }) => table.name),
    }];
  });
}

/**
 * Dropped and added columns of one table that are equal except for their name, including the
 * constraints that mention them. `pairs` holds each table before and after, including renamed ones.
 */
export function columnCandidates(
  pairs: readonly (readonly [Table, Table])[],
  renames: readonly Rename[],
): RenameCandidates[] {
  return pairs.filter(([before, after]) => before !== after).flatMap(([before, after]) => {
    const own = columnRenames(renames, after.name);
    const dropped = before.columns.filter((column) =>
      !findByName(after.columns, column.name) &&
      !own.some((rename) => sameName(rename.before, column.name))
    );
    const added = after.columns.filter((column) =>
      !findByName(before.columns, column.name) &&
      !own.some((rename) => sameName(rename.after, column.name))
    );
    return added.flatMap((column) => {
      const alike = dropped.filter((it) => equalExceptName([before, it], [after, column]));
      if (alike.length === 0) return [];
      const place = (it: Column) =>
        Math.abs(before.columns.indexOf(it) - after.columns.indexOf(column));
      return [{
        subject: "column" as const,
        table: after.name,
        after: column.name,
        before: alike.sort((a, b) => place(a) - place(b)).map((it) => it.name),
      }];
    });
  });
}

/** Each table before and after, including renamed ones. */
export function tablePairs(
  current: SchemaSnapshot,
  desired: SchemaSnapshot,
  renames: readonly Rename[],
): [Table, Table][] {
  return desired.tables.flatMap((after): [Table, Table][] => {
    const rename = renameTo(renames, after.name);
    const isAway = rename === undefined &&
      renames.some((it) => it.kind === "rename-table" && sameName(it.before, after.name));
    const before = findByName(current.tables, rename?.before ?? after.name);
    return before === undefined || isAway ? [] : [[before, after]];
  });
}

/**
 * The renames that need no confirmation, since only the case of a name differs: those of tables and
 * columns that are not part of another rename.
 */
export function caseRenames(
  current: SchemaSnapshot,
  desired: SchemaSnapshot,
  renames: readonly Rename[],
): Rename[] {
  const pairs = tablePairs(current, desired, renames).filter(([before, after]) => before !== after);
  return pairs.flatMap(([before, after]): Rename[] => {
    const isSettled = renameTo(renames, after.name) !== undefined;
    const own = columnRenames(renames, after.name);
    const columns = before.columns.flatMap((column): Rename[] => {
      const later = findByName(after.columns, column.name);
      const isFree = !own.some((it) =>
        sameName(it.before, column.name) || sameName(it.after, column.name)
      );
      return later === undefined || later.name === column.name || !isFree ? [] : [
        { kind: "rename-column", table: after.name, before: column.name, after: later.name },
      ];
    });
    return isSettled || before.name === after.name
      ? columns
      : [{ kind: "rename-table", before: before.name, after: after.name }, ...columns];
  });
}

/** Whether the columns are equal except for their name, including the constraints that mention them. */
export function equalExceptName(
  [ownerBefore, before]: readonly [Table, Column],
  [ownerAfter, after]: readonly [Table, Column],
): boolean {
  if (definitionFacts(before, ownerBefore) !== definitionFacts(after, ownerAfter)) return false;
  return constraintsNaming(ownerBefore, before.name) === constraintsNaming(ownerAfter, after.name);
}

/** The constraints that mention a column, with a placeholder for its name. */
function constraintsNaming(table: Table, column: string): string {
  const name = fold(column);
  const plain = (text: string) => text.replaceAll(JSON.stringify(name), '"?"');
  const own = table.constraints.map((constraint) =>
    constraint.kind === "check"
      ? `check ${
        canonicalTokens(tokenize(constraint.expression)).map((it) => it === name ? "?" : it)
      }`
      : plain(constraintFacts(constraint))
  ).filter((text) => text.includes("?"));
  return JSON.stringify([own.sort(), isInKey(table, column)]);
}
