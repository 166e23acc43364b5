import { outlineOf } from "../../../sql/outline_of.ts";
import { renameIn } from "../../../sql/statement_kinds.ts";
import { type Statement, statementsIn } from "../../../sql/statements.ts";
import { nameOf } from "../../../sql/token_names.ts";
import { isWord, possibleNames } from "../../../sql/tokens.ts";

/**
 * A test whether an INSERT into a table, given by its folded name, may affect other rows: the table says
 * ON CONFLICT REPLACE, has a trigger, or is what a search index is over, which does not change with it. The
 * texts have the definitions of all objects, perhaps under former names; they are read when first needed.
 */
export function insertReach(texts: readonly string[]): (table: string) => boolean {
  let followed: ReadonlySet<string> | undefined;
  return (table) => (followed ??= followedTables(texts)).has(table);
}

/** The folded names, former and later ones too, of tables whose new rows can affect others. */
function followedTables(texts: readonly string[]): ReadonlySet<string> {
  const followed = new Set<string>();
  /** Other names of a table, and what a view reads. */
  const links = new Map<string, string[]>();
  const link = (from: string, to: readonly string[]) =>
    links.set(from, [...links.get(from) ?? [], ...to]);
  for (const statement of texts.filter((it) => RELEVANT.test(it)).flatMap(statementsOf)) {
    const rename = renameIn(statement);
    if (rename !== undefined) {
      link(rename.before, [rename.after]);
      link(rename.after, [rename.before]);
    }
    const outline = outlineOf(statement);
    if (outline.kind !== "create") continue;
    const { name: { name }, object } = outline;
    const indexed = indexedTable(statement);
    if (indexed !== undefined) followed.add(indexed);
    if (object === "table" && replacesOnConflict(statement)) followed.add(name);
    if (object === "trigger" && outline.table !== undefined) followed.add(outline.table.name);
    if (object === "view") link(name, possibleNames(statement.tokens));
  }
  // What is added is visited, too.
  for (const name of followed) links.get(name)?.forEach((it) => followed.add(it));
  return followed;
}

/** A quick test that the text of every such statement passes. */
const RELEVANT = /\b(?:trigger|content|conflict|view|rename)\b/i;

function statementsOf(text: string): readonly Statement[] {
  return statementsIn({ name: "definitions", text });
}

/** Whether the statement defines a constraint with ON CONFLICT REPLACE. */
function replacesOnConflict({ tokens }: Statement): boolean {
  return tokens.some((token, index) =>
    isWord(token, "conflict") && isWord(tokens[index - 1], "on") &&
    isWord(tokens[index + 1], "replace")
  );
}

/** The folded name of the table or view over which the statement creates a search index. */
export function indexedTable(statement: Statement): string | undefined {
  const outline = outlineOf(statement);
  if (outline.kind !== "create" || outline.object !== "virtual-table") return undefined;
  const { tokens } = statement;
  const option = tokens.findIndex((token, index) =>
    isWord(token, "content") && tokens[index + 1]?.text === "="
  );
  return option < 0 ? undefined : nameOf(tokens[option + 2]) || undefined;
}
