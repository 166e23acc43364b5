import { rowidAlias, rowidColumn } from "../../../schema/constraints/keys.ts";
import {
  hasRowid,
  type SchemaObject,
  type SchemaSnapshot,
  type VirtualTable,
} from "../../../schema/snapshot.ts";
import { contentOf } from "../../../schema/text/virtual_options.ts";
import { quoteName, sameName } from "../../../sql/names.ts";
import type { ShadowDatabase } from "../../database/shadow_database.ts";

/**
 * The search indexes over other tables whose entries are not those of the rows that they index, by name.
 * https://www.sqlite.org/fts5.html#the_integrity_check_command
 */
export function staleIndexes(
  shadow: ShadowDatabase,
  { virtualTables }: Pick<SchemaSnapshot, "virtualTables">,
): string[] {
  return virtualTables.filter(isOverOthers)
    .filter((index) => /malformed|corrupt/i.test(checkIndex(shadow, index) ?? ""))
    .map(({ name }) => name);
}

/** Why an index is not right: it is stale, or itself or its content is missing. */
export function checkIndex(
  shadow: ShadowDatabase,
  { name, module }: VirtualTable,
): string | undefined {
  const own = quoteName(name);
  return shadow.attempt(
    module === "fts5"
      ? `INSERT INTO ${own} (${own}, rank) VALUES ('integrity-check', 1)`
      : `INSERT INTO ${own} (${own}) VALUES ('integrity-check')`,
  );
}

/** Gives rows other rowids than a copy would, where a search index refers to rows by them. */
export function spreadRowids(shadow: ShadowDatabase, objects: readonly SchemaObject[]): void {
  const indexed = objects.filter((it) => it.kind === "virtual-table").filter(isOverOthers);
  for (const table of objects) {
    if (table.kind !== "table" || !hasRowid(table) || rowidColumn(table) !== undefined) continue;
    if (!indexed.some((it) => sameName(contentOf(it) ?? "", table.name))) continue;
    const [name, rowid] = [quoteName(table.name), rowidAlias(table.columns)];
    if (rowid === undefined) continue;
    shadow.attempt(`UPDATE ${name} SET ${rowid} = ${rowid} + (SELECT max(${rowid}) FROM ${name})`);
  }
}

function isOverOthers(table: VirtualTable): boolean {
  return /^fts[45]$/.test(table.module) && (contentOf(table) ?? "") !== "";
}
