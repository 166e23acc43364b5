import { constraintFacts, definitionFacts } from "../schema/facts.ts";
import { isInKey } from "../schema/constraints/keys.ts";
import type { Column, SchemaSnapshot, Table } from "../schema/snapshot.ts";
import { findByName } from "../schema/snapshot.ts";
import { tablesWithContent } from "../schema/text/virtual_options.ts";
import { canonicalTokens } from "../sql/canonical.ts";
import { fold, sameName } from "../sql/names.ts";
import { tokenize } from "../sql/tokens.ts";
import type { RenameColumn, RenameTable } from "./change.ts";
import { lookalikesAmong } from "./likeness.ts";

/** Something that was added, and what was dropped and looks like it, best first. */
export interface RenameCandidates {
  readonly subject: "table" | "column";
  /** The table a column belongs to, under its name afterwards. */
  readonly table?: string;
  readonly after: string;
  /** Never empty. */
  readonly before: readonly string[];
}

/** A rename that a person, a hint or a configuration has settled. */
export type Rename = RenameTable | RenameColumn;

/** Tables must share this part of their columns to look like one table. */
const ALIKE = 0.6;

/**
 * The tables that were dropped and created and look like one table under two names: most of their
 * columns are equal. Tables that a rename already names are left out. Sorted by name.
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
 * The columns that were dropped and added in one table and are equal in everything but the name, the
 * constraints that name them included. `pairs` holds each table before and after, renamed ones too.
 */
export function columnCandidates(
  pairs: readonly (readonly [Table, Table])[],
  renames: readonly Rename[],
): RenameCandidates[] {
  return pairs.filter(([before, after]) => before !== after).flatMap(([before, after]) => {
    const own = renames.filter((rename) => rename.kind === "rename-column")
      .filter((rename) => sameName(rename.table, after.name));
    const dropped = before.columns.filter((column) =>
      !findByName(after.columns, column.name) &&
      !own.some((rename) => sameName(rename.before, column.name))
    );
    const added = after.columns.filter((column) =>
      !findByName(before.columns, column.name) &&
      !own.some((rename) => sameName(rename.after, column.name))
    );
    return added.flatMap((column) => {
      const alike = dropped.filter((it) => sameButName([before, it], [after, column]));
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

/** Each table before and after, those that are renamed among them. */
export function tablePairs(
  current: SchemaSnapshot,
  desired: SchemaSnapshot,
  renames: readonly Rename[],
): [Table, Table][] {
  return desired.tables.flatMap((after): [Table, Table][] => {
    const rename = renames.find((it) =>
      it.kind === "rename-table" && sameName(it.after, after.name)
    );
    const isAway = rename === undefined &&
      renames.some((it) => it.kind === "rename-table" && sameName(it.before, after.name));
    const before = findByName(current.tables, rename?.before ?? after.name);
    return before === undefined || isAway ? [] : [[before, after]];
  });
}

/**
 * The renames that nobody has to settle, since only the case of a name differs: those of tables and
 * columns that no other rename leads from or to.
 */
export function caseRenames(
  current: SchemaSnapshot,
  desired: SchemaSnapshot,
  renames: readonly Rename[],
): Rename[] {
  const pairs = tablePairs(current, desired, renames).filter(([before, after]) => before !== after);
  return pairs.flatMap(([before, after]): Rename[] => {
    const isSettled = renames.some((it) =>
      it.kind === "rename-table" && sameName(it.after, after.name)
    );
    const own = renames.filter((it) =>
      it.kind === "rename-column" && sameName(it.table, after.name)
    );
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

/** Whether the columns are equal in everything but the name, the constraints that name them included. */
export function sameButName(
  [ownerBefore, before]: readonly [Table, Column],
  [ownerAfter, after]: readonly [Table, Column],
): boolean {
  if (definitionFacts(before, ownerBefore) !== definitionFacts(after, ownerAfter)) return false;
  return constraintsNaming(ownerBefore, before.name) === constraintsNaming(ownerAfter, after.name);
}

/** What is said of a column outside of its definition, with a stand-in for its name. */
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
