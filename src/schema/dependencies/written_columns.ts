import { fold } from "../../sql/names.ts";
import type { Statement } from "../../sql/statements.ts";
import { afterSchema } from "../../sql/token_names.ts";
import { isWord, possibleNames, type Token } from "../../sql/tokens.ts";
import type { Catalog, CatalogObject } from "./catalog.ts";
import { describedTable } from "./described_table.ts";
import { reachOf, setColumns } from "./reach.ts";
import { programOf } from "./trigger_program.ts";

/**
 * Whether every column that a trigger writes is known to exist. SQLite finds out when the trigger is
 * compiled to fire, but not in an ALTER that compiles the schema. Errs on the side of false.
 */
export function writesKnownColumns<Item extends CatalogObject>(
  trigger: Item,
  catalog: Catalog<Item>,
): boolean {
  return programOf(trigger).body.every((statement) => {
    const [first] = statement.tokens;
    if (isWord(first, "select", "delete")) return true;
    const columns = isWord(first, "update") ? setColumns(statement) : insertedColumns(statement);
    const [name = ""] = reachOf(statement).changed;
    const table = [...catalog.named(name)].find(({ kind }) => kind === "table");
    const known = table && describedTable(table)?.columns.map((it) => fold(it.name));
    return columns !== undefined && known !== undefined &&
      columns.every((column) => known.includes(column));
  });
}

/**
 * The folded names in the column list of an INSERT of one row with as many values; undefined for
 * everything else.
 */
function insertedColumns({ tokens }: Pick<Statement, "tokens">): string[] | undefined {
  const start = tokens.findIndex((token) => isWord(token, "into")) + 2;
  const open = afterSchema(tokens, start - 1) + 1;
  if (start < 2 || tokens[open]?.text !== "(") return undefined;
  const end = tokens.findIndex((token, index) => index > open && token.text === ")");
  const columns = possibleNames(tokens.slice(open + 1, end));
  if (!isWord(tokens[end + 1], "values") || valuesIn(tokens.slice(end + 2)) !== columns.length) {
    return undefined;
  }
  return columns;
}

/** The number of values between the parentheses, if there is nothing after them. */
function valuesIn(tokens: readonly Token[]): number | undefined {
  let [depth, count] = [0, 1];
  for (const [index, { text }] of tokens.entries()) {
    if (text === "(") depth++;
    if (text === ")") depth--;
    if (text === "," && depth === 1) count++;
    if (depth === 0) return index === tokens.length - 1 ? count : undefined;
  }
}
