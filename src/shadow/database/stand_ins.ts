import type { Declared, DeclaredFunction } from "../../sql/declared.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { type Statement, statementsIn } from "../../sql/statements.ts";
import { nameOf } from "../../sql/token_names.ts";
import {
  canBeName,
  isWord,
  possibleNames,
  significant,
  type Token,
  tokenize,
  unquote,
} from "../../sql/tokens.ts";
import { namesTable } from "../guard/guard.ts";

/** Stand-ins for whatever only an application has. */
export interface StandIns {
  /**
   * The SQL with built-in constructs in their place, with the original name in a comment: a constant
   * for the result of a function, or a random number if it need not be deterministic; RTRIM for a
   * collation; an ordinary table for a virtual one. SQLite keeps comments through every ALTER.
   */
  replace(sql: string): string;
  /** The statement with stand-ins, as `replace` puts them in. */
  replaceIn(statement: Statement): Statement;
  /**
   * SQLite's error for a call with a number of arguments other than declared; undefined if there is
   * none.
   */
  wrongCall(sql: string): string | undefined;
  /** The SQL with the original names restored from those comments, and from no others. */
  restore(sql: string): string;
}

/** Stand-ins for what is declared. They do not know those of another call. */
export function createStandIns(declared: Declared): StandIns {
  // SQL must not be able to contain the mark: it could then pretend to be something else.
  const id = crypto.randomUUID();
  const mark = `/*=${id} `;
  const patterns = patternsFor(id);
  const functions = Object.entries(declared.functions ?? {});
  const known: Known = {
    mark,
    functions: new Map(functions.map(([name, declaration]) => [fold(name), declaration])),
    collations: new Set(declared.collations?.map(fold)),
    modules: new Set(declared.modules?.map(fold)),
  };
  const replace = (sql: string) => withStandIns(sql, known);
  return {
    replace,
    replaceIn: (statement) => {
      const text = replace(statement.sql);
      if (text === statement.sql) return statement;
      const [replaced, ...others] = statementsIn({ ...statement.source, text });
      if (replaced === undefined || others.length > 0) {
        throw new Error(`Not one statement: ${text}`);
      }
      return replaced;
    },
    wrongCall: (sql) => wrongCall(significant(tokenize(sql)), known),
    restore: (sql) => sql.includes(mark) ? withOwnNames(sql, patterns) : sql,
  };
}

/** What is replaced, by folded names, and how the comment of each stand-in starts. */
interface Known {
  readonly mark: string;
  readonly functions: ReadonlyMap<string, DeclaredFunction>;
  readonly collations: ReadonlySet<string>;
  readonly modules: ReadonlySet<string>;
}

function withStandIns(sql: string, known: Known): string {
  const tokens = significant(tokenize(sql));
  const table = virtualTable(tokens, known);
  if (table !== undefined) return standInTable(sql, tokens, { ...table, mark: known.mark });
  let text = "";
  let end = 0;
  for (const [index, token] of tokens.entries()) {
    const edit = standInFor(tokens, index, known);
    if (edit === undefined || token.startOffset < end) continue;
    text += sql.slice(end, token.startOffset) + edit.text;
    end = edit.endOffset;
  }
  return text + sql.slice(end);
}

function wrongCall(tokens: readonly Token[], known: Known): string | undefined {
  /** The parentheses that are open: where, and how many arguments each has so far. */
  const open: { readonly index: number; count: number }[] = [];
  let wrong: number | undefined;
  for (const [index, { text }] of tokens.entries()) {
    if (text === "(") open.push({ index, count: tokens[index + 1]?.text === ")" ? 0 : 1 });
    else if (text === "," && open.length > 0) open.at(-1)!.count++;
    if (text !== ")") continue;
    const closed = open.pop();
    const call = (closed?.index ?? 0) - 1;
    const wanted = calledFunction(tokens, call, known)?.arguments;
    if (wanted === undefined || wanted === closed?.count) continue;
    wrong = Math.min(call, wrong ?? call);
  }
  return wrong === undefined
    ? undefined
    : `wrong number of arguments to function ${unquote(tokens[wrong]!)}()`;
}

function withOwnNames(
  sql: string,
  { table, emptyCall, call, collation }: ReturnType<typeof patternsFor>,
): string {
  return sql
    .replace(table, (_, name, module) => `CREATE VIRTUAL TABLE ${name} USING ${decoded(module)}`)
    .replace(emptyCall, (_, _value, name) => `${decoded(name)}()`)
    .replace(call, (_, name) => `${decoded(name)}(`)
    .replace(collation, (_, name) => decoded(name));
}

function patternsFor(id: string) {
  const comment = String.raw`/\*=${id} ([^*]*)\*/`;
  return {
    call: new RegExp(String.raw`coalesce\((?:1|random\(\)),${comment}`, "g"),
    emptyCall: new RegExp(String.raw`coalesce\((1|random\(\)),\1${comment}\)`, "g"),
    collation: new RegExp(`RTRIM${comment}`, "g"),
    table: new RegExp(String.raw`^CREATE TABLE (.*)\([^()]*/\*=${id} USING ([^*]*)\*/\)$`, "s"),
  };
}

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

function standInFor(
  tokens: readonly Token[],
  index: number,
  known: Known,
): Edit | undefined {
  const token = tokens[index]!;
  const [next, afterNext] = [tokens[index + 1], tokens[index + 2]];
  if (!canBeName(token)) return undefined;
  const name = `${known.mark}${encoded(token.text)}*/`;
  if (isWord(tokens[index - 1], "collate") && known.collations.has(nameOf(token)!)) {
    return { text: `RTRIM${name}`, endOffset: token.endOffset };
  }
  const called = calledFunction(tokens, index, known);
  // A function that takes `*` is an aggregate, which nothing can replace.
  if (called === undefined || next === undefined || afterNext?.text === "*") return undefined;
  const value = called.deterministic ? "1" : "random()";
  return afterNext?.text === ")"
    ? { text: `coalesce(${value},${value}${name})`, endOffset: afterNext.endOffset }
    : { text: `coalesce(${value},${name}`, endOffset: next.endOffset };
}

/** The declared function that is called at the index. */
function calledFunction(
  tokens: readonly Token[],
  index: number,
  { functions }: Known,
): DeclaredFunction | undefined {
  const token = tokens[index];
  if (!canBeName(token) || token.kind === "string" || tokens[index + 1]?.text !== "(") {
    return undefined;
  }
  return namesTable(tokens, index) ? undefined : functions.get(nameOf(token)!);
}

/** The module of a virtual table that only an application has, and its arguments. */
interface VirtualTable {
  readonly usingIndex: number;
  readonly module: string;
}

function virtualTable(tokens: readonly Token[], { modules }: Known): VirtualTable | undefined {
  const outline = outlineOf({ tokens });
  if (outline.kind !== "create" || outline.object !== "virtual-table") return undefined;
  const usingIndex = outline.rest;
  const [using, named, open] = tokens.slice(usingIndex);
  const module = nameOf(named);
  if (!isWord(using, "using") || module === undefined) return undefined;
  if (open !== undefined && (open.text !== "(" || tokens.at(-1)?.text !== ")")) return undefined;
  return modules.has(module) ? { usingIndex, module } : undefined;
}

function standInTable(
  sql: string,
  tokens: readonly Token[],
  { usingIndex, module, mark }: VirtualTable & Pick<Known, "mark">,
): string {
  const head = tokens[1]!;
  const before = sql.slice(0, head.startOffset) +
    sql.slice(head.endOffset, tokens[usingIndex]!.startOffset).trim();
  const given = sql.slice(tokens[usingIndex + 1]!.startOffset, tokens.at(-1)!.endOffset);
  const columns = columnsOf(tokens.slice(usingIndex + 3, -1), module);
  return `${before}(${columns.join(", ")}${mark}USING ${encoded(given)}*/)`;
}

/** The names of arguments without `=`, and the columns that the module is known to add. */
function columnsOf(given: readonly Token[], module: string): string[] {
  const first = given.filter((_, index) =>
    (index === 0 || given[index - 1]?.text === ",") && given[index + 1]?.text !== "="
  );
  const columns = [...possibleNames(first), ...COLUMNS.get(module) ?? []];
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
