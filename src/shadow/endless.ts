import { fold } from "../sql/names.ts";
import type { Statement } from "../sql/statements.ts";
import { canBeName, isWord, type Token, unquote } from "../sql/tokens.ts";

/**
 * Whether running a statement on a nearly empty database could take for ever, so that it needs a
 * time limit: a query or a change of rows that has WITH, generate_series, or more than one source of
 * rows that could multiply. Errs on the side of true. What views and triggers bring into it, the
 * statement does not show: ask `storesLoop` about those before it.
 * SQLite takes a recursive common table expression without the word RECURSIVE.
 * https://www.sqlite.org/lang_with.html
 */
export function canLoop(statement: Statement): boolean {
  const { tokens } = statement;
  return touchesRows(tokens) && (mentionsLoop(tokens) || rowSources(tokens) > 1);
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

/** Of the statements that define something, only CREATE TABLE … AS asks a query. */
function touchesRows(tokens: readonly Token[]): boolean {
  const first = tokens[0];
  if (isWord(first, "select", "with", "values", "insert", "replace", "update", "delete")) {
    return true;
  }
  const kind = isWord(tokens[1], "temp", "temporary") ? tokens[2] : tokens[1];
  return isWord(first, "create") && isWord(kind, "table") &&
    tokens.some((token) => isWord(token, "select", "values"));
}

function mentionsLoop(tokens: readonly Token[]): boolean {
  return tokens.some((token) => isWord(token, "with") || names(token, "generate_series"));
}

function names(token: Token, name: string): boolean {
  return canBeName(token) && fold(unquote(token)) === name;
}

/**
 * How many tables, subqueries and table functions a statement reads, those of all its SELECTs taken
 * together. The rows of VALUES are not counted: they are as many as were written.
 */
function rowSources(tokens: readonly Token[]): number {
  let sources = isWord(tokens[0], "update") ? 1 : 0;
  // For each open parenthesis, whether a comma would separate two sources.
  const listsSources = [false];
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const depth = listsSources.length - 1;
    switch (token.kind === "word" ? fold(token.text) : token.text) {
      case "(":
        listsSources.push(listsSources[depth]! && isWord(before, "from", "join", ",", "("));
        break;
      case ")":
        listsSources.pop();
        break;
      case "from":
        if (isWord(before, "distinct")) break;
        sources++;
        listsSources[depth] = true;
        break;
      case "join":
        sources++;
        break;
      case ",":
        if (listsSources[depth]) sources++;
        break;
      case "in":
        if (canBeName(tokens[index + 1])) sources++;
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
        listsSources[depth] = false;
    }
  }
  return sources;
}
