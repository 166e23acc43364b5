import { detectChanges } from "../../diff/detect_changes.ts";
import { lossesOf } from "../../diff/losses.ts";
import { type SchemaObject, type SchemaSnapshot, snapshotOf } from "../../schema/snapshot.ts";
import { fold } from "../../sql/names.ts";
import type { Statement } from "../../sql/statements.ts";
import { canBeName, isWord, unquote } from "../../sql/tokens.ts";
import type { EffectFacts } from "./effect.ts";
import type { RunFile } from "./run.ts";

/**
 * What virtual tables lose, as far as their definitions tell: they hold their rows in a way of their
 * own, so that none are put into them. One that is there under another name lost nothing.
 */
export function virtualLosses(
  before: SchemaSnapshot,
  after: SchemaSnapshot,
  scope: readonly SchemaObject[],
): EffectFacts[] {
  const tables = scope.filter((object) => object.kind === "virtual-table");
  const names = new Set(tables.map(({ name }) => fold(name)));
  const isNew = (name: string) => !before.virtualTables.some((it) => fold(it.name) === fold(name));
  const isRenamed = (name: string) => {
    const { module, arguments: given } = tables.find((it) => fold(it.name) === fold(name))!;
    return after.virtualTables.some((it) =>
      isNew(it.name) && it.module === module && it.arguments.join() === given.join()
    );
  };
  const left = snapshotOf(after.virtualTables.filter(({ name }) => names.has(fold(name))));
  return lossesOf(detectChanges(snapshotOf(tables), left)).flatMap((
    { table, column },
  ): EffectFacts[] => {
    if (column !== undefined) {
      return [{ kind: "column-dropped", table, column, isBack: false, isCarriedOn: false }];
    }
    return isRenamed(table) ? [] : [{ kind: "table-dropped", table, isBack: false }];
  });
}

/** The statement that drops what has this name. */
export function dropNaming(files: readonly RunFile[], name: string): Statement | undefined {
  return files.flatMap(({ statements }) => statements).find(({ tokens }) =>
    isWord(tokens[0], "drop") &&
    tokens.some((token) => canBeName(token) && fold(unquote(token)) === fold(name))
  );
}
