import { columnCandidates, type Rename, tableCandidates } from "../../../diff/rename.ts";
import { findByName } from "../../../schema/snapshot.ts";
import { fold, sameName } from "../../../sql/names.ts";
import type { Blamed } from "./blame.ts";
import type { Ends } from "../losses/loss.ts";

/**
 * The effects, with the new table or column that a dropped one may have been meant to become: a column
 * that equals it but for its name, a table with mostly the same columns.
 */
export function withLookalikes(
  effects: readonly Blamed[],
  ends: Pick<Ends, "before" | "after" | "lineage" | "successions">,
): Blamed[] {
  return effects.map((effect) => {
    const isGone = effect.kind === "table-dropped" ||
      (effect.kind === "column-dropped" && !effect.isConverted && !effect.isPartial);
    if (!isGone || effect.isBack) return effect;
    const lookalike = effect.kind === "table-dropped"
      ? likeTable(effect.table, ends)
      : likeColumn(effect.table, effect.column, ends);
    return lookalike === undefined ? effect : { ...effect, lookalike };
  });
}

function likeTable(
  table: string,
  { before, after, lineage }: Pick<Ends, "before" | "after" | "lineage">,
): string | undefined {
  const renames = [...lineage.places].flatMap(([key, { name }]): Rename[] => {
    const was = findByName(before.tables, key)?.name;
    const isRenamed = was !== undefined && !sameName(was, name);
    return isRenamed ? [{ kind: "rename-table", before: was, after: name }] : [];
  });
  return tableCandidates(before, after, renames)
    .find((it) => sameName(it.before[0]!, table))?.after;
}

function likeColumn(
  table: string,
  column: string,
  { before, after, lineage, successions }: Parameters<typeof withLookalikes>[1],
): string | undefined {
  const was = findByName(before.tables, table);
  const is = findByName(after.tables, successions.get(fold(table))?.after?.name ?? "");
  if (was === undefined || is === undefined) return undefined;
  const columns = lineage.places.get(fold(table))?.columns ?? new Map<string, string>();
  const renames = [...columns].flatMap(([key, name]): Rename[] =>
    key === fold(name) ? [] : [{ kind: "rename-column", table: is.name, before: key, after: name }]
  );
  return columnCandidates([[was, is]], renames).find((it) => sameName(it.before[0]!, column))
    ?.after;
}
