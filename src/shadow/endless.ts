import type { Query } from "../schema/introspect.ts";
import { objectNameIndex } from "../schema/object_sql.ts";
import { fold, quoteName } from "../sql/names.ts";
import type { Statement } from "../sql/statements.ts";
import { canBeName, isWord, type Token, unquote } from "../sql/tokens.ts";

/**
 * Whether running a statement could take for ever on any database, so that it needs a time limit: a
 * query or a change of rows that has WITH or generate_series. Errs on the side of true. What views
 * and triggers bring into it, the statement does not show: ask `storesLoop` about those before it.
 * SQLite takes a recursive common table expression without the word RECURSIVE.
 * https://www.sqlite.org/lang_with.html
 */
export function canLoop(statement: Statement): boolean {
  return touchesRows(statement) && mentionsLoop(statement.tokens);
}

/**
 * Whether a query or a change of rows has several sources of rows that multiply to more than can be
 * read in a moment. Errs on the side of true: only tables are counted, and anything else that rows
 * come from could give any number of them.
 */
export function canMultiply(statement: Statement, query: Query): boolean {
  const group = touchesRows(statement) ? readGroup(statement.tokens) : undefined;
  return group !== undefined && countSources(group) > 1 &&
    combinations(group, query) > MOST_COMBINATIONS;
}

/** SQLite reads some ten million rows a second. */
const MOST_COMBINATIONS = 1_000_000;

/** How many rows are read at most: those of a subquery again for every row around it. */
function combinations({ sources, groups }: Group, query: Query): number {
  const inside = groups.reduce((sum, group) => sum + combinations(group, query), 0);
  return sources.reduce((product, source) => {
    const rows = canBeName(source) ? countRows(unquote(source), query) : undefined;
    return product * Math.max(rows ?? Infinity, 1);
  }, Math.max(inside, 1));
}

function countSources({ sources, groups }: Group): number {
  return groups.reduce((sum, group) => sum + countSources(group), sources.length);
}

/** How many rows a table holds; undefined for what is no ordinary table. */
function countRows(name: string, query: Query): number | undefined {
  const tables = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage > 0";
  if (query(`${tables} AND name = ? COLLATE NOCASE`, name).length === 0) return undefined;
  return Number(query(`SELECT count(*) FROM ${quoteName(name)}`)[0]![0]);
}

/** Whether a statement reads or writes rows. Of those that define, only CREATE TABLE … AS does. */
export function touchesRows({ tokens }: Statement): boolean {
  const first = tokens[0];
  if (isWord(first, "select", "with", "values", "insert", "replace", "update", "delete")) {
    return true;
  }
  return isWord(first, "create") && isWord(tokens[objectNameIndex(tokens) + 1], "as") &&
    tokens.slice(1, 3).some((token) => isWord(token, "table"));
}

/**
 * Whether a statement leaves behind what could make any later query or change of rows loop: a view
 * or trigger with WITH or generate_series in it, or triggers that fire themselves.
 * https://www.sqlite.org/pragma.html#pragma_recursive_triggers
 */
export function storesLoop(statement: Statement): boolean {
  const { tokens } = statement;
  if (isWord(tokens[0], "pragma")) {
    return tokens.some((token) => names(token, "recursive_triggers"));
  }
  const kind = isWord(tokens[1], "temp", "temporary") ? tokens[2] : tokens[1];
  return isWord(tokens[0], "create") && isWord(kind, "view", "trigger") && mentionsLoop(tokens);
}

function mentionsLoop(tokens: readonly Token[]): boolean {
  return tokens.some((token) => isWord(token, "with") || names(token, "generate_series"));
}

function names(token: Token, name: string): boolean {
  return canBeName(token) && fold(unquote(token)) === name;
}

/** What stands in a pair of parentheses, or outside of all of them. */
interface Group {
  /** The first token of each table, subquery and table function; of a name behind a schema's, that. */
  readonly sources: (Token | undefined)[];
  readonly groups: Group[];
  /** Whether a comma would separate two sources. */
  listsSources: boolean;
}

/** Where a statement gets rows from. VALUES do not count: they are as many as were written. */
function readGroup(tokens: readonly Token[]): Group {
  const outermost: Group = { sources: [], groups: [], listsSources: false };
  const open = [outermost];
  const addSource = (group: Group, index: number) =>
    group.sources.push(tokens[isWord(tokens[index + 1], ".") ? index + 2 : index]);
  if (isWord(tokens[0], "update")) addSource(outermost, isWord(tokens[1], "or") ? 3 : 1);
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const group = open.at(-1) ?? outermost;
    switch (token.kind === "word" ? fold(token.text) : token.text) {
      case "(": {
        const listsSources = group.listsSources && isWord(before, "from", "join", ",", "(");
        const inner = { sources: [], groups: [], listsSources };
        group.groups.push(inner);
        open.push(inner);
        break;
      }
      case ")":
        open.pop();
        break;
      case "from":
        if (isWord(before, "distinct")) break;
        addSource(group, index + 1);
        group.listsSources = true;
        break;
      case "join":
        addSource(group, index + 1);
        break;
      case ",":
        if (group.listsSources) addSource(group, index + 1);
        break;
      case "in":
        if (canBeName(tokens[index + 1])) addSource(group, index + 1);
        break;
      case "select":
      case "where":
      case "group":
      case "having":
      case "order":
      case "limit":
      case "union":
      case "except":
      case "intersect":
      case "on":
      case "set":
      case "returning":
        group.listsSources = false;
    }
  }
  return outermost;
}
