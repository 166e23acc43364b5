import { canonicalTokens } from "../../sql/canonical.ts";
import { tokenize } from "../../sql/tokens.ts";
import type { ShadowDatabase } from "../shadow_database.ts";

/**
 * What the engine itself says of a database, and what only its texts say, a line a fact, sorted. It
 * shares no code with the model: a second pair of eyes that sees what the differ does not look at.
 * https://www.sqlite.org/pragma.html
 */
export function independentFacts(shadow: Pick<ShadowDatabase, "query">): string[] {
  const facts: string[] = [];
  const say = (...parts: readonly unknown[]) => facts.push(JSON.stringify(parts).toLowerCase());
  for (const row of shadow.query(TABLES)) say("table", ...row);
  for (const row of shadow.query(COLUMNS)) {
    say(
      "column",
      ...row.map(plainDefault).map((value, index) => index === 2 ? bareType(value) : value),
    );
  }
  for (const row of shadow.query(INDEXES)) say("index", ...row);
  for (const row of shadow.query(FOREIGN_KEYS)) say("foreign key", ...row);
  for (const [type, name, sql] of shadow.query(TEXTS)) {
    const tokens = canonicalTokens(tokenize(String(sql)));
    if (type === "table") hiddenFacts(tokens).forEach((fact) => say("text", name, ...fact));
    else if (type === "index") say(type, name, indexWords(tokens));
    else say(type, name, withoutQuotes(tokens).join(" "));
  }
  return facts.sort();
}

/** What SQLite keeps for itself is left out, and what libSQL keeps once there was a vector index. */
function isTheirs(name: string): string {
  return `${name} NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND ${name} <> 'libsql_vector_meta_shadow'`;
}

const TABLES = `SELECT name, type, wr, strict FROM pragma_table_list
  WHERE schema = 'main' AND type <> 'shadow' AND ${isTheirs("name")}`;

/** A rowid, the key for which the engine keeps no index, never holds NULL whatever is said of it. */
const COLUMNS = `SELECT t.name, c.name, c.type,
    iif(c.pk > 0 AND t.wr = 0 AND NOT EXISTS (
      SELECT 1 FROM pragma_index_list(t.name) AS i WHERE i.origin = 'pk'
    ), 1, c."notnull"),
    c.dflt_value, c.pk, c.hidden
  FROM pragma_table_list AS t, pragma_table_xinfo(t.name) AS c
  WHERE t.schema = 'main' AND t.type = 'table' AND ${isTheirs("t.name")}`;

/** Indexes that serve a constraint are named by the engine: what they cover says enough. */
const INDEXES = `SELECT t.name, iif(i.origin = 'c', i.name, ''), i."unique", i.origin, i.partial,
    (SELECT group_concat(x.name || ' ' || x.desc || ' ' || x.coll, ', ' ORDER BY x.seqno)
       FROM pragma_index_xinfo(i.name) AS x WHERE x.key)
  FROM pragma_table_list AS t, pragma_index_list(t.name) AS i
  WHERE t.schema = 'main' AND t.type = 'table' AND ${isTheirs("t.name")}`;

/** A key that names no columns of its parent means those of the primary key. */
const FOREIGN_KEYS = `SELECT t.name, f."table", f.on_update, f.on_delete,
    group_concat(
      f."from" || ' ' || coalesce(
        f."to",
        (SELECT p.name FROM pragma_table_xinfo(f."table") AS p WHERE p.pk = f.seq + 1),
        ''
      ), ', ' ORDER BY f.seq
    )
  FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS f
  WHERE t.schema = 'main' AND t.type = 'table' GROUP BY t.name, f.id`;

const TEXTS = `SELECT type, name, sql FROM sqlite_schema
  WHERE sql IS NOT NULL AND ${isTheirs("name")}
    AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')`;

/** SQLite takes GENERATED and a comment beside it for parts of the type. */
function bareType(type: unknown): string {
  return canonicalTokens(tokenize(String(type))).join("").replace(/generated(always)?$/, "");
}

/** `table_xinfo` gives the default as it is written: NULL is none, TRUE and FALSE are numbers. */
function plainDefault(value: unknown, index: number): unknown {
  if (index !== 4 || value === null) return value;
  const tokens = canonicalTokens(tokenize(String(value)));
  const word = tokens.filter((token) => token !== "(" && token !== ")").join(" ");
  if (word === "null") return null;
  if (word === "true" || word === "false") return word === "true" ? "1" : "0";
  return bare(tokens).join(" ").replaceAll(/^'|'$/g, "");
}

/** What no pragma reports of a table: a bag of clauses, wherever in the text they stand. */
function hiddenFacts(tokens: readonly string[]): string[][] {
  const facts: string[][] = [];
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    if ((token === "check" || token === "as") && next === "(") {
      facts.push([token, ...bare(groupAt(tokens, index + 1))]);
    } else if (["collate", "conflict", "initially"].includes(token) && next !== undefined) {
      if (!["binary", "abort", "immediate"].includes(next)) facts.push([token, next]);
    } else if (["autoincrement", "stored", "random"].includes(token)) facts.push([token]);
    // A virtual table is all text.
    if (token === "using" && tokens[1] === "virtual") {
      facts.push(withoutQuotes(tokens.slice(index)));
    }
  });
  return facts;
}

/** An index's text without what may be written or left out. */
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

/** Parentheses may be written or left out; whether they matter is for the model to say. */
function bare(tokens: readonly string[]): string[] {
  return withoutQuotes(tokens).filter((token) => token !== "(" && token !== ")");
}

function withoutQuotes(tokens: readonly string[]): string[] {
  return tokens.map((token) => token.startsWith('"') ? token.slice(1, -1) : token);
}
