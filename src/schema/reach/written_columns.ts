import { setColumns } from "../../sql/assignments.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { closingAt, splitAtCommas } from "../../sql/parentheses.ts";
import type { Statement } from "../../sql/statements.ts";
import { isWord } from "../../sql/tokens.ts";
import type { Catalog, CatalogObject } from "../dependencies/catalog.ts";
import { describedTable } from "../dependencies/described_table.ts";
import { programOf } from "../dependencies/trigger_program.ts";

/**
 * Whether every column that a trigger writes is known to exist. SQLite finds out when the trigger is
 * compiled to fire, but not in an ALTER that compiles the schema. Errs on the side of false.
 */
export function writesKnownColumns<Item extends CatalogObject>(
  trigger: Item,
  catalog: Catalog<Item>,
): boolean {
  return programOf(trigger).body.every((statement) => {
    const outline = outlineOf(statement);
    if (outline.kind === "select" || outline.kind === "delete") return true;
    if (outline.kind !== "update" && outline.kind !== "insert") return false;
    const columns = outline.kind === "update" ? setColumns(statement) : insertedColumns(statement);
    const table = [...catalog.named(outline.table.name)].find(({ kind }) => kind === "table");
    const known = table && describedTable(table)?.columns.map((it) => fold(it.name));
    return columns !== undefined && known !== undefined &&
      columns.every((column) => known.includes(column));
  });
}

/**
 * The folded names in the column list of an INSERT of one row with as many values; undefined for
 * everything else.
 */
function insertedColumns(
  statement: Pick<Statement, "tokens">,
): readonly string[] | undefined {
  const [{ tokens }, outline] = [statement, outlineOf(statement)];
  if (outline.kind !== "insert" || !isWord(tokens[outline.source], "values")) return undefined;
  const { columns, source } = outline;
  const close = closingAt(tokens, source + 1);
  const values = splitAtCommas(tokens.slice(source + 2, close));
  return close === tokens.length - 1 && values.length === columns?.length ? columns : undefined;
}
