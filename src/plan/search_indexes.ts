import type { Change, ColumnFacet } from "../diff/change.ts";
import { mentions } from "../schema/mentions.ts";
import {
  findByName,
  hasRowid,
  type SchemaSnapshot,
  type Table,
  type View,
  type VirtualTable,
} from "../schema/snapshot.ts";
import { contentOf, optionOf, virtualColumns } from "../schema/virtual_options.ts";
import { fold, sameName } from "../sql/names.ts";
import type { RefillStep } from "./plan.ts";
import { type Member, rowidAlias } from "./rebuild.ts";

/** What is about to happen to tables, views and search indexes. */
export interface SearchWork {
  readonly changes: readonly Change[];
  readonly desired: SchemaSnapshot;
  /** The schema before, under its later names. */
  readonly renamed: SchemaSnapshot;
  readonly members: readonly Member[];
}

/**
 * The steps that fill search indexes over other tables and views: new ones, and those whose content
 * says something else now, since nothing tells them.
 * https://www.sqlite.org/fts5.html#external_content_tables
 */
export function refillSteps(work: SearchWork): RefillStep[] {
  return work.desired.virtualTables.flatMap((index): RefillStep[] => {
    const content = contentOf(index) ?? "";
    const source = findByName(work.desired.tables, content) ??
      findByName(work.desired.views, content);
    const isThere = source?.kind === "view" || findByName(work.renamed.tables, content);
    if (!index.module.startsWith("fts") || source === undefined || !isThere) return [];
    const because = work.changes.filter((change) =>
      isAbout(change, [index.name, content]) || changesRows(change, index, source)
    );
    const member = work.members.find(({ after }) => sameName(after.name, content));
    const renumbered = member !== undefined && renumbers(member, index);
    return because.length === 0 && !renumbered
      ? []
      : [{ kind: "refill", table: index.name, because }];
  });
}

/** Whether the change makes or replaces the index, or the view it reads. */
function isAbout(change: Change, names: readonly string[]): boolean {
  const object = change.kind === "create"
    ? change.object
    : change.kind === "replace"
    ? change.after
    : undefined;
  return (object?.kind === "virtual-table" || object?.kind === "view") &&
    names.some((name) => sameName(name, object.name));
}

/** What may change the values that rows hold in a column. */
const CHANGING: readonly ColumnFacet[] = ["type", "not-null", "generated"];

function changesRows(change: Change, index: VirtualTable, content: Table | View): boolean {
  if (change.kind !== "alter-column" || !sameName(change.table, content.name)) return false;
  const names = new Set(
    [...virtualColumns(index), optionOf(index, "content_rowid") ?? ""].map(fold),
  );
  // What is computed changes with what it is computed from.
  for (const name of names) {
    const column = content.kind === "table" ? findByName(content.columns, name) : undefined;
    for (const source of mentions(column?.generated?.expression ?? "")) names.add(source);
  }
  return names.has(fold(change.after.name)) &&
    change.facets.some((facet) => CHANGING.includes(facet));
}

/** Whether rows get another rowid, by which the index knows them. */
function renumbers({ before, after }: Member, index: VirtualTable): boolean {
  if (optionOf(index, "content_rowid") !== undefined) return false;
  if (!hasRowid(before) || !hasRowid(after)) return true;
  const [was, is] = [before, after].map(({ primaryKey }) =>
    primaryKey?.isRowid ? primaryKey.terms[0]?.column : undefined
  );
  if (is !== undefined) return was === undefined || !sameName(was, is);
  return [before, after].some((table) => rowidAlias([table]) === undefined);
}
