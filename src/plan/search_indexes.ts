import { type AlterColumn, type Change, createdBy } from "../diff/change.ts";
import { rowidAlias, rowidColumn } from "../schema/constraints/keys.ts";
import { contentNames, isReadable, mayIndex } from "../schema/dependencies/search_content.ts";
import { findByName, hasRowid, type VirtualTable } from "../schema/snapshot.ts";
import { contentOf, optionOf } from "../schema/text/virtual_options.ts";
import { fold, sameName } from "../sql/names.ts";
import type { RefillStep } from "./step.ts";
import { type Member, rowidBefore, type SetAside } from "./rebuild/members.ts";
import type { PlanRequest } from "./request.ts";
import { rowSource } from "../diff/demands/row_source.ts";

/**
 * The steps that fill search indexes over other tables and views: new ones, and those whose content has
 * changed, which nothing else updates.
 * https://www.sqlite.org/fts5.html#external_content_tables
 */
export function refillSteps(work: PlanRequest & Pick<SetAside, "members">): RefillStep[] {
  return work.desired.virtualTables.flatMap((index): RefillStep[] => {
    const content = contentOf(index) ?? "";
    const source = findByName(work.desired.tables, content) ??
      findByName(work.desired.views, content);
    const isThere = source?.kind === "view" || findByName(work.renamed.tables, content);
    if (!index.module.startsWith("fts") || source === undefined || !isThere) return [];
    const read = new Set([fold(index.name), ...contentNames(index, work.desired)]);
    const because = !isReadable(index, work.desired)
      ? []
      : work.changes.filter((change) =>
        change.kind === "alter-column"
          ? read.has(fold(change.table)) &&
            mayIndex({ index, content: source }, change.after.name) &&
            changesValues(change, work)
          : isAbout(change, read)
      );
    const member = work.members.find(({ after }) => sameName(after.name, content));
    const renumbered = member !== undefined && renumbers(member, index);
    return because.length === 0 && !renumbered
      ? []
      : [{ kind: "refill", table: index.name, because }];
  });
}

/** Whether the change creates or replaces the index, or a view that it reads. */
function isAbout(change: Change, names: ReadonlySet<string>): boolean {
  const object = createdBy(change);
  return (object?.kind === "virtual-table" || object?.kind === "view") &&
    names.has(fold(object.name));
}

/** Whether the change alters the values of rows in the column. */
function changesValues({ table, after }: AlterColumn, work: PlanRequest): boolean {
  return rowSource(table, work)?.rows([after.name], { collated: true }) === undefined;
}

/** Whether rows get other rowids, which the index refers to. */
function renumbers(member: Member, index: VirtualTable): boolean {
  const { before, after } = member;
  if (optionOf(index, "content_rowid") !== undefined) return false;
  if (!hasRowid(before) || !hasRowid(after)) return true;
  const [was, is] = [before, after].map(rowidColumn);
  if (is !== undefined) return was === undefined || !sameName(was, is);
  const aliases = [rowidBefore(member), ...[before, after].map((it) => rowidAlias(it.columns))];
  return aliases.includes(undefined);
}
