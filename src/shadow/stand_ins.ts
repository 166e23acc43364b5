import { objectNameIndex } from "../schema/text/object_sql.ts";
import type { Declared, DeclaredFunction } from "../sql/declared.ts";
import { fold } from "../sql/names.ts";
import { canBeName, isWord, significant, type Token, tokenize, unquote } from "../sql/tokens.ts";
import { namesTable } from "./guard/guard.ts";

/**
 * SQL in which built-in constructs replace whatever only an application has, with its name in a
 * comment: a constant for the result of a function, or a random number if it need not be
 * deterministic; RTRIM for a collation; an ordinary table for a virtual one. SQLite keeps comments
 * through every ALTER, so that `withOwnNames` finds them again.
 */
export function withStandIns(sql: string, declared: Declared): string {
  const tokens = significant(tokenize(sql));
  const table = virtualTable(tokens, declared);
  if (table !== undefined) return standInTable(sql, tokens, table);
  let text = "";
  let end = 0;
  for (const [index, token] of tokens.entries()) {
    const edit = standInFor(tokens, index, declared);
    if (edit === undefined || token.startOffset < end) continue;
    text += sql.slice(end, token.startOffset) + edit.text;
    end = edit.endOffset;
  }
  return text + sql.slice(end);
}

/**
 * SQLite's error for a call with a number of arguments other than declared; undefined if there is
 * none.
 */
export function wrongCall(sql: string, declared: Declared): string | undefined {
  const tokens = significant(tokenize(sql));
  const wrong = tokens.find((_, index) => {
    const wanted = calledFunction(tokens, index, declared)?.arguments;
    return wanted !== undefined && wanted !== countArguments(tokens, index + 1);
  });
  return wrong && `wrong number of arguments to function ${unquote(wrong)}()`;
}

/** The number of commas at the top level of a parenthesis, plus one. */
function countArguments(tokens: readonly Token[], open: number): number {
  let [count, depth] = [tokens[open + 1]?.text === ")" ? 0 : 1, 0];
  for (const { text } of tokens.slice(open)) {
    if (text === "(") depth++;
    else if (text === ")" && --depth === 0) break;
    else if (text === "," && depth === 1) count++;
  }
  return count;
}

/** The SQL with the original names restored from its comments. */
export function withOwnNames(sql: string): string {
  if (!sql.includes("/*=")) return sql;
  return sql
    .replace(TABLE, (_, name, module) => `CREATE VIRTUAL TABLE ${name} USING ${decoded(module)}`)
    .replace(EMPTY_CALL, (_, _value, name) => `${decoded(name)}()`)
    .replace(CALL, (_, name) => `${decoded(name)}(`)
    .replace(COLLATION, (_, name) => decoded(name));
}

const CALL = /coalesce\((?:1|random\(\)),\/\*=([^*]*)\*\//g;
const EMPTY_CALL = /coalesce\((1|random\(\)),\1\/\*=([^*]*)\*\/\)/g;
const COLLATION = /RTRIM\/\*=([^*]*)\*\//g;
const TABLE = /^CREATE TABLE (.*)\([^()]*\/\*=USING ([^*]*)\*\/\)$/s;

/** The encoded text: a comment may contain no asterisk of its own. */
function encoded(text: string): string {
  return text.replace(/[%*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decoded(text: string): string {
  return text.replace(/%(25|2A)/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}

interface Edit {
  readonly text: string;
  readonly endOffset: number;
}

function standInFor(tokens: readonly Token[], index: number, declared: Declared): Edit | undefined {
  const token = tokens[index]!;
  const [next, afterNext] = [tokens[index + 1], tokens[index + 2]];
  if (!canBeName(token)) return undefined;
  const isCollation = isWord(tokens[index - 1], "collate") &&
    declared.collations?.some((name) => fold(name) === nameOf(token));
  if (isCollation) return { text: `RTRIM/*=${encoded(token.text)}*/`, endOffset: token.endOffset };
  const called = calledFunction(tokens, index, declared);
  // A function that takes `*` is an aggregate, which nothing can replace.
  if (called === undefined || next === undefined || afterNext?.text === "*") return undefined;
  const value = called.deterministic ? "1" : "random()";
  const name = `/*=${encoded(token.text)}*/`;
  return afterNext?.text === ")"
    ? { text: `coalesce(${value},${value}${name})`, endOffset: afterNext.endOffset }
    : { text: `coalesce(${value},${name}`, endOffset: next.endOffset };
}

/** The declared function that is called at the index. */
function calledFunction(
  tokens: readonly Token[],
  index: number,
  { functions = {} }: Declared,
): DeclaredFunction | undefined {
  const token = tokens[index];
  if (!canBeName(token) || token.kind === "string" || tokens[index + 1]?.text !== "(") {
    return undefined;
  }
  if (namesTable(tokens, index)) return undefined;
  const name = nameOf(token);
  return Object.entries(functions).find(([declared]) => fold(declared) === name)?.[1];
}

/** The module of a virtual table that only an application has, and its arguments. */
interface VirtualTable {
  readonly nameIndex: number;
  readonly usingIndex: number;
  readonly module: string;
}

function virtualTable(tokens: readonly Token[], { modules }: Declared): VirtualTable | undefined {
  if (!isWord(tokens[0], "create") || !isWord(tokens[1], "virtual")) return undefined;
  const usingIndex = tokens.findIndex((token) => isWord(token, "using"));
  const module = tokens[usingIndex + 1];
  if (!canBeName(module)) return undefined;
  const isDeclared = modules?.some((name) => fold(name) === nameOf(module));
  return isDeclared
    ? { nameIndex: objectNameIndex(tokens), usingIndex, module: nameOf(module) }
    : undefined;
}

function standInTable(
  sql: string,
  tokens: readonly Token[],
  { usingIndex, module }: VirtualTable,
): string {
  const head = tokens[1]!;
  const before = sql.slice(0, head.startOffset) +
    sql.slice(head.endOffset, tokens[usingIndex]!.startOffset).trim();
  const given = sql.slice(tokens[usingIndex + 1]!.startOffset, tokens.at(-1)!.endOffset);
  const columns = columnsOf(tokens.slice(usingIndex + 3, -1), module);
  return `${before}(${columns.join(", ")}/*=USING ${encoded(given)}*/)`;
}

/** The names of arguments without `=`, and the columns that the module is known to add. */
function columnsOf(given: readonly Token[], module: string): string[] {
  const first = given.filter((token, index) =>
    canBeName(token) && (index === 0 || given[index - 1]?.text === ",") &&
    given[index + 1]?.text !== "="
  );
  const columns = [...first.map(nameOf), ...COLUMNS.get(module) ?? []];
  const names = [...new Set(columns.length === 0 ? ["a"] : columns)];
  return names.map((name) => `"${name.replaceAll(/["()]/g, "")}"`);
}

/** https://www.sqlite.org/spellfix1.html */
const COLUMNS: ReadonlyMap<string, readonly string[]> = new Map([
  ["vec0", ["distance", "k"]],
  ["spellfix1", [
    ...["word", "rank", "distance", "langid", "score", "matchlen", "phonehash"],
    ...["top", "scope", "srchcnt", "soundslike", "command"],
  ]],
]);

function nameOf(token: Token): string {
  return fold(unquote(token));
}
