import { detectChanges } from "../../../diff/detect_changes.ts";
import { lossesOf } from "../../../diff/losses.ts";
import {
  findByName,
  type SchemaObject,
  type SchemaSnapshot,
  snapshotOf,
  type VirtualTable,
} from "../../../schema/snapshot.ts";
import { mentionsOf } from "../../../schema/dependencies/mentions.ts";
import { contentOf, isDerived, lostColumns } from "../../../schema/text/virtual_options.ts";
import { fold, sameName } from "../../../sql/names.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import type { Statement } from "../../../sql/statements.ts";
import { isFilledAgain, takesRows } from "../statements/copies.ts";
import type { EffectFacts } from "../effect.ts";
import { allStatements, type RunFile } from "../run/run.ts";
import type { Ends, Loss } from "./loss.ts";

/** The schemas before and after files, and the objects that they can reach. */
interface VirtualWork {
  readonly before: SchemaSnapshot;
  readonly after: SchemaSnapshot;
  readonly scope: readonly SchemaObject[];
  readonly files: readonly RunFile[];
}

/**
 * The losses of virtual tables according to their definitions, for those without rows that can be read, such
 * as a contentless search index. One that was recreated under another name loses nothing, and one whose rows
 * are inserted into a new one loses only the columns that the new one lacks. One that was recreated under
 * its name is empty unless rows are inserted.
 */
export function virtualLosses({ before, after, scope, files }: VirtualWork): EffectFacts[] {
  const tables = scope.filter((object) => object.kind === "virtual-table");
  const names = new Set(tables.map(({ name }) => fold(name)));
  const fresh = after.virtualTables.filter((it) =>
    !before.virtualTables.some(({ name }) => fold(name) === fold(it.name))
  );
  const left = snapshotOf(after.virtualTables.filter(({ name }) => names.has(fold(name))));
  const emptied = left.virtualTables.filter((it) =>
    tables.some((own) => sameName(own.name, it.name) && !isDerived(own)) &&
    dropNaming(files, it.name) !== undefined && !isFilledAgain(files, it.name)
  ).map(({ name }) => ({ kind: "table-dropped", table: name, isBack: true }) as const);
  const gone = lossesOf(detectChanges(snapshotOf(tables), left)).flatMap((
    { table, column },
  ): EffectFacts[] => {
    const columnsLost = (columns: readonly string[]): EffectFacts[] =>
      columns.map((name) => ({
        kind: "column-dropped",
        table,
        column: name,
        isBack: false,
        isConverted: false,
      }));
    if (emptied.some((it) => sameName(it.table, table))) return [];
    if (column !== undefined) return columnsLost([column]);
    const own = tables.find((it) => fold(it.name) === fold(table))!;
    // Only what filled it can fill it again.
    if (contentOf(own) === "" && isFilledAgain(files, own.name)) return [];
    const successor = fresh.find((it) =>
      isSame(it, own) || takesRows(files, { from: own.name, into: it.name })
    );
    const lost = successor === undefined
      ? "all"
      : isSame(successor, own)
      ? []
      : lostColumns(own, successor);
    return lost === "all" ? [{ kind: "table-dropped", table, isBack: false }] : columnsLost(lost);
  });
  return [...emptied, ...gone];
}

/**
 * The losses of search indexes and R-trees without those that say nothing: other rowids, if no trigger finds
 * rows by them; all rows of one that no trigger fills, if it is filled again from other tables, from which
 * the application may have filled it; and those of one that triggers fill, if it has no rows of its own any
 * more, but reads those of another table.
 */
export function telling(
  losses: readonly Loss[],
  { before: { triggers }, after, successions }: Pick<Ends, "before" | "after" | "successions">,
): Loss[] {
  return losses.filter((loss) => {
    const names = triggers.map((it) => mentionsOf(it)).filter((it) => it.has(fold(loss.table)));
    if (loss.kind === "values" && sameName(loss.column, "rowid")) {
      return names.some((it) => it.has("rowid") || it.has("docid"));
    }
    const later = findByName(after.virtualTables, loss.table);
    if (names.length > 0 && later !== undefined && isDerived(later)) return false;
    const isFilled = (successions.get(fold(loss.table))?.after?.rows.length ?? 0) > 0;
    return names.length > 0 || !(loss.kind === "rows" && loss.after === 0 && isFilled);
  });
}

function isSame(left: VirtualTable, right: VirtualTable): boolean {
  return left.module === right.module && left.arguments.join() === right.arguments.join();
}

/** The statement that drops the object of this name. */
export function dropNaming(files: readonly RunFile[], name: string): Statement | undefined {
  return allStatements(files).find((statement) => {
    const outline = outlineOf(statement);
    return outline.kind === "drop" && outline.name.name === fold(name);
  });
}
