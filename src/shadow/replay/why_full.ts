import { outlineOf } from "../../sql/outline_of.ts";
import { switched } from "../../sql/pragmas.ts";
import { readsOrWritesRows, undoes } from "../../sql/statement_kinds.ts";
import { namesIn } from "../../sql/statement_names.ts";
import type { Statement } from "../../sql/statements.ts";
import { isNamed } from "../../sql/token_names.ts";
import { shortName } from "../explain/statement_words.ts";

/**
 * Why statements must run with the whole schema present, as `"file" does …`; undefined if each file
 * can run with only what it can change or need.
 */
export function whyFull(statements: readonly Statement[]): string | undefined {
  const usesRows = statements.some(readsOrWritesRows);
  const modules = statements.flatMap((statement) => {
    const outline = outlineOf(statement);
    const isModule = outline.kind === "create" && outline.object === "virtual-table";
    return isModule ? outline.name.name : [];
  });
  for (const statement of statements) {
    const reason = reasonOf(statement, usesRows) ??
      (changesBacking(statement, modules) ? "changes a table of a virtual table" : undefined);
    if (reason !== undefined) return `"${shortName(statement.source.name)}" ${reason}`;
  }
}

/** Whether the statement changes a table with the name of a backing table. */
function changesBacking(statement: Statement, modules: readonly string[]): boolean {
  const { kind } = outlineOf(statement);
  if (modules.length === 0 || !["create", "alter", "drop"].includes(kind)) return false;
  return modules.some((module) =>
    [...namesIn(statement)].some((name) => name.startsWith(`${module}_`) && BACKING.test(name))
  );
}

const BACKING = /_(?:data|idx|content|docsize|config|segments|segdir|stat|rowid|node|parent)$/;

/** A quick test that the text of every such statement passes. */
const SUSPICIOUS = /temp|libsql_vector_idx|alter|rollback|ignore_check_constraints/i;

function reasonOf(statement: Statement, usesRows: boolean): string | undefined {
  const { tokens, sql } = statement;
  if (!SUSPICIOUS.test(sql)) return undefined;
  const outline = outlineOf(statement);
  const isTemporary = (outline.kind === "create" && outline.isTemporary) ||
    tokens.some((token, index) => tokens[index + 1]?.text === "." && isNamed(token, "temp"));
  // Objects that are not loaded would not be rolled back.
  if (undoes(statement)) return "rolls back";
  // They would be dropped together with the tables they read from.
  if (isTemporary) return "has temporary objects";
  const isVector = tokens.some((token) => isNamed(token, "libsql_vector_idx"));
  if (isVector) return "has a vector index, whose tables remain after it is dropped";
  // They could not be inserted again.
  const ignores = switched(statement, "ignore_check_constraints") === "on";
  if (ignores) return "keeps rows that violate a CHECK";
  // libSQL changes the visible values of rows that are older than a column.
  const altersColumn = outline.kind === "alter" && outline.action.kind === "alter-column";
  return altersColumn && usesRows ? "alters a column in place" : undefined;
}
