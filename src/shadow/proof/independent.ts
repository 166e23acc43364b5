import { canonicalTokens } from "../../sql/canonical.ts";
import { tokenize } from "../../sql/tokens.ts";
import type { ShadowDatabase } from "../database/shadow_database.ts";

/**
 * The facts that the engine itself reports about a database, and those that only its SQL contains:
 * one per line, sorted; given the names of `tables` and views, only what belongs to these. Shares no
 * code with the model, so that it sees what the differ misses.
 * https://www.sqlite.org/pragma.html
 */
export function independentFacts(
  shadow: Pick<ShadowDatabase, "query">,
  tables?: readonly string[],
): string[] {
  const facts: string[] = [];
  const say = (...parts: readonly unknown[]) => facts.push(JSON.stringify(parts).toLowerCase());
  const wanted = JSON.stringify(tables ?? null);
  const ask = (sql: string) => shadow.query(sql, wanted);
  for (const row of ask(TABLES)) say("table", ...row);
  for (const [table, name, type, notNull, value, ...rest] of ask(COLUMNS)) {
    const bare = bareType(type);
    say("column", table, name, bare, notNull, plainDefault(value, bare), ...rest);
  }
  for (const row of ask(INDEXES)) say("index", ...row);
  for (const row of ask(FOREIGN_KEYS)) say("foreign key", ...row);
  for (const [type, name, sql, table] of ask(TEXTS)) {
    const tokens = canonicalTokens(tokenize(String(sql)));
    const own = withoutOwner(tokens, String(table).toLowerCase());
    if (type === "table") hiddenFacts(own).forEach((fact) => say("text", name, ...fact));
    else if (type === "index") say(type, name, indexWords(own));
    else say(type, name, withoutQuotes(tokens).join(" "));
  }
  return facts.sort();
}

/** Excludes SQLite's internal tables, and those that libSQL keeps once there was a vector index. */
function isUserObject(name: string): string {
  return `${name} NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND ${name} <> 'libsql_vector_meta_shadow'`;
}

/** Excludes the tables that nobody has asked about. */
function isWanted(table: string): string {
  return `(?1 = 'null' OR ${table} IN (SELECT value FROM json_each(?1)))`;
}

const TABLES = `SELECT name, type, wr, strict FROM pragma_table_list
  WHERE schema = 'main' AND type <> 'shadow' AND ${isUserObject("name")} AND ${isWanted("name")}`;

/** A rowid, the only key without an index, is never NULL, whatever its declaration says. */
const COLUMNS = `SELECT t.name, c.name, c.type,
    iif(c.pk > 0 AND t.wr = 0 AND NOT EXISTS (
      SELECT 1 FROM pragma_index_list(t.name) AS i WHERE i.origin = 'pk'
    ), 1, c."notnull"),
    c.dflt_value, c.pk, c.hidden
  FROM pragma_table_list AS t, pragma_table_xinfo(t.name) AS c
  WHERE t.schema = 'main' AND t.type = 'table' AND ${isUserObject("t.name")}
    AND ${isWanted("t.name")}`;

/** Indexes of constraints get their names from the engine; what they cover is enough. */
const INDEXES = `SELECT t.name, iif(i.origin = 'c', i.name, ''), i."unique", i.origin, i.partial,
    (SELECT group_concat(x.name || ' ' || x.desc || ' ' || x.coll, ', ' ORDER BY x.seqno)
       FROM pragma_index_xinfo(i.name) AS x WHERE x.key)
  FROM pragma_table_list AS t, pragma_index_list(t.name) AS i
  WHERE t.schema = 'main' AND t.type = 'table' AND ${isUserObject("t.name")}
    AND ${isWanted("t.name")}`;

/** A key without parent columns means those of the primary key. */
const FOREIGN_KEYS = `SELECT t.name, f."table", f.on_update, f.on_delete,
    group_concat(
      f."from" || ' ' || coalesce(
        f."to",
        (SELECT p.name FROM pragma_table_xinfo(f."table") AS p WHERE p.pk = f.seq + 1),
        ''
      ), ', ' ORDER BY f.seq
    )
  FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS f
  WHERE t.schema = 'main' AND t.type = 'table' AND ${isWanted("t.name")} GROUP BY t.name, f.id`;

const TEXTS = `SELECT type, name, sql, tbl_name FROM sqlite_schema
  WHERE sql IS NOT NULL AND ${isUserObject("name")} AND ${isWanted("tbl_name")}
    AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')`;

/** SQLite counts GENERATED and a comment next to it as parts of the type. */
function bareType(type: unknown): string {
  return canonicalTokens(tokenize(String(type))).join("").replace(/generated(always)?$/, "");
}

/**
 * `table_xinfo` returns the default as written: NULL is the same as none, TRUE and FALSE are
 * numbers, and a column of numbers converts them.
 */
function plainDefault(value: unknown, type: string): unknown {
  if (value === null) return value;
  const tokens = canonicalTokens(tokenize(String(value)));
  const word = tokens.filter((token) => token !== "(" && token !== ")").join(" ");
  if (word === "null") return null;
  if (word === "true" || word === "false") return word === "true" ? "1" : "0";
  const text = bare(tokens).join(" ");
  const isNumber = /^([-+] )?(\d+\.?\d*|\.\d+)$/.test(text) && text.length < 20;
  if (isNumber && /int|^real|^float|^double/.test(type)) {
    return String(Number(text.replace(" ", "")));
  }
  return text.replaceAll(/^'|'$/g, "");
}

/** What no pragma reports about a table: its clauses, in no particular order. */
function hiddenFacts(tokens: readonly string[]): string[][] {
  const facts: string[][] = [];
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    if ((token === "check" || token === "as") && next === "(") {
      facts.push([token, ...bare(groupAt(tokens, index + 1))]);
    } else if (["collate", "conflict", "initially"].includes(token) && next !== undefined) {
      if (!["binary", "abort", "immediate"].includes(next)) facts.push([token, next]);
    } else if (["autoincrement", "stored", "random"].includes(token)) facts.push([token]);
    // For a virtual table, all of the text counts.
    if (token === "using" && tokens[1] === "virtual") {
      facts.push(withoutQuotes(tokens.slice(index)));
    }
  });
  return facts;
}

/** The tokens without the name of the own table before its columns, which says nothing. */
function withoutOwner(tokens: readonly string[], table: string): string[] {
  const isOwner = (index: number) =>
    tokens[index]?.replace(/^"(.*)"$/, "$1") === table && tokens[index + 1] === "." &&
    tokens[index - 1] !== ".";
  return tokens.filter((_, index) => !isOwner(index) && !isOwner(index - 1));
}

/** The text of an index without its optional parts. */
function indexWords(tokens: readonly string[]): string {
  return withoutQuotes(tokens).filter((token) => !["(", ")", "asc"].includes(token)).join(" ");
}

function groupAt(tokens: readonly string[], open: number): string[] {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index] === "(") depth++;
    if (tokens[index] === ")" && --depth === 0) return tokens.slice(open, index + 1);
  }
  return tokens.slice(open);
}

/** The tokens without optional parentheses; whether these matter is left to the model. */
function bare(tokens: readonly string[]): string[] {
  return withoutQuotes(tokens).filter((token) => token !== "(" && token !== ")");
}

function withoutQuotes(tokens: readonly string[]): string[] {
  return tokens.map((token) => token.startsWith('"') ? token.slice(1, -1) : token);
}
