import type { Diagnostic } from "../../base/diagnostic.ts";
import { suggest } from "../../base/suggest.ts";
import { ALLOWED } from "../../host/engines/allowed.ts";
import type { EngineName } from "../../base/engine_name.ts";
import type { Declared } from "../../sql/declared.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import { canBeName, isWord, type Token, unquote } from "../../sql/tokens.ts";
import { declareHint } from "./application_only.ts";
import { refuseChain } from "./chains.ts";
import { refuseHidden } from "./hidden_calls.ts";
import {
  isBuiltInTable,
  OVERFLOWING_FUNCTIONS,
  REFUSED_FUNCTIONS,
  REFUSED_PRAGMAS,
  REFUSED_TABLES,
  refusedFunction,
} from "./lists.ts";
import type { Refusal } from "./refusal.ts";

/**
 * Why a statement must not run in the shadow (`shadow/refused`), or undefined if it may. The shadow
 * is native code in our own process, so no permission restricts what SQL can reach there.
 *
 * Statements, pragmas and modules run only if they are on a list. Names are checked against the
 * functions and tables through which the engine reaches outside, in every quoting style and at
 * every position, since the body of a view or trigger runs later. A function that the engine does
 * not have is let through: running it fails, and a view may call what only the application defines.
 *
 * A table or column may have the name of a refused function, such as `readfile`; a type, a common
 * table expression or an alias followed by a parenthesis may not. Nothing may be named `fsdir` or
 * `sqlite_dbpage`, and no string may contain just that: unless the user has a table of that name,
 * the engine's own table answers to it, and SQLite takes `'fsdir'` for a name in FROM.
 */
export function guard(
  statement: Statement,
  engine: EngineName,
  declared: Declared = NOTHING_DECLARED,
): Diagnostic | undefined {
  const passed = PASSED[engine].get(statement);
  if (passed === declared) return undefined;
  const refusal = refusalOf(statement, { engine, declared });
  if (refusal === undefined) PASSED[engine].set(statement, declared);
  return refusal && refusedIn(statement, refusal);
}

const NOTHING_DECLARED: Declared = {};

/** What was declared when a statement passed: a proof runs the same ones on several databases. */
const PASSED: Readonly<Record<EngineName, WeakMap<Statement, Declared>>> = {
  libsql: new WeakMap(),
  sqlite: new WeakMap(),
};

/** Like `guard`, but as a refusal, whose place is one in the statement. */
export function refusalOf(statement: Statement, allowed: Allowed): Refusal | undefined {
  const tokens = withoutExplain(statement);
  const { sql, source } = statement;
  return (/[?:@$#]/.test(sql) ? refuseParameter(tokens) : undefined) ??
    refuseCommand(tokens, allowed) ?? refuseChain(tokens) ??
    (REACHING.test(sql) ? refuseNames(tokens, allowed.engine) : undefined) ??
    refuseHidden(source.text, tokens);
}

/** The diagnostic for a statement that is not run. */
export function refusedIn({ source }: Statement, refusal: Refusal): Diagnostic {
  const { token: { startOffset, endOffset }, what, why, ...help } = refusal;
  return {
    code: "shadow/refused",
    severity: "error",
    message: `Cannot ${what} in the in-memory database: ${why}`,
    span: { source, startOffset, endOffset },
    ...help,
  };
}

/** The engine that runs a statement, and what its application registers. */
interface Allowed {
  readonly engine: EngineName;
  readonly declared: Declared;
}

const COMMANDS: ReadonlySet<string> = new Set(
  ("alter analyze begin commit create delete drop end explain insert pragma reindex release " +
    "replace rollback savepoint select update vacuum values with").split(" "),
);

/** What to do about most refused statements; a migration may have run already. */
export const TAKE_OUT = "Remove it from the file, and run it by hand where it is needed";

/** The statement after EXPLAIN: SQLite executes some pragmas while preparing them. */
function withoutExplain(statement: Statement): readonly Token[] {
  const outline = outlineOf(statement);
  return outline.kind === "explain" ? statement.tokens.slice(outline.start) : statement.tokens;
}

/**
 * Nothing binds a value in an SQL file. And SQLite reads `$a(…)` as one parameter, quotes included,
 * which makes code look like a string.
 * https://www.sqlite.org/c3ref/bind_blob.html
 */
function refuseParameter(tokens: readonly Token[]): Refusal | undefined {
  const token = tokens.find(({ kind }) => kind === "parameter");
  return token && {
    token,
    what: `run a statement with the parameter "${token.text}"`,
    why: "it has no value",
    hint: "Write the value in its place",
  };
}

function refuseCommand(tokens: readonly Token[], allowed: Allowed): Refusal | undefined {
  const first = tokens[0];
  if (first === undefined) return undefined;
  const command = first.kind === "word" ? fold(first.text) : first.text;
  switch (command) {
    case "attach":
      return run(first, "ATTACH", "it reaches files of this machine");
    case "detach":
      return run(first, "DETACH", "nothing is attached to it");
    case "create":
      return refuseCreate(tokens, allowed);
    case "pragma":
      return refusePragma(tokens, allowed.engine);
    case "vacuum": {
      const into = tokens.find((token) => isWord(token, "into"));
      return into && run(into, "VACUUM INTO", "it writes a file of this machine");
    }
  }
  if (COMMANDS.has(command)) return undefined;
  if (command === "comment") {
    const hint = "Write it as a comment in the CREATE statement, after --: SQLite keeps that";
    return { ...run(first, "COMMENT", "SQLite has no such statement"), hint };
  }
  const meant = suggest(command, COMMANDS);
  const hint = meant === undefined ? TAKE_OUT : `Did you mean ${meant.toUpperCase()}?`;
  return { ...run(first, `"${first.text}"`, "SQLite has no such statement"), hint };
}

function run(token: Token, statement: string, why: string): Refusal {
  return { token, what: `run ${statement}`, why, hint: TAKE_OUT };
}

/** The words that may follow CREATE. */
const CREATED = ["table", "index", "view", "trigger", "unique", "temporary", "virtual"];

function refuseCreate(tokens: readonly Token[], allowed: Allowed): Refusal | undefined {
  const kind = isWord(tokens[1], "temp", "temporary", "unique") ? tokens[2] : tokens[1];
  if (isWord(kind, "virtual")) return refuseModule(tokens, allowed);
  if (kind === undefined || isWord(kind, "table", "index", "view", "trigger")) return undefined;
  if (isWord(kind, "or")) {
    const hint = "Use CREATE alone; if the object exists, DROP it first";
    return { ...run(kind, "CREATE OR REPLACE", "SQLite has no such statement"), hint };
  }
  const meant = suggest(kind.text, CREATED);
  return {
    ...run(kind, `CREATE ${kind.text}`, "SQLite creates tables, indexes, views and triggers"),
    ...(meant !== undefined && { hint: `Did you mean ${meant.toUpperCase()}?` }),
  };
}

/**
 * Options are checked too: FTS4 calls the functions named by `compress` and `uncompress`.
 * https://www.sqlite.org/fts3.html#the_compress_and_uncompress_options
 */
function refuseModule(tokens: readonly Token[], allowed: Allowed): Refusal | undefined {
  const using = tokens.findIndex((token) => isWord(token, "using"));
  const [module, ...given] = tokens.slice(using + 1);
  if (using < 0 || module === undefined) return undefined;
  const name = fold(unquote(module));
  const { engine, declared } = allowed;
  const { modules } = ALLOWED[engine];
  if (declared.modules?.some((it) => fold(it) === name)) return undefined;
  // The engine knows the modules of loaded extensions, and no built-in table comes from one.
  if (declared.extensions !== undefined && !isBuiltInTable(name)) return undefined;
  if (!modules.has(name)) {
    const meant = suggest(name, modules);
    const undeclared = { key: "modules", name } as const;
    return {
      token: module,
      what: `create a virtual table with "${name}"`,
      why: "it is not a module known to be harmless",
      ...(meant
        ? { hint: `Did you mean "${meant}"?` }
        : { hint: declareHint(undeclared), undeclared }),
    };
  }
  const token = given.find((part, index) =>
    canBeName(part) && given[index - 1]?.text === "=" &&
    refusedFunction(foldedText(part), engine) !== undefined
  );
  return token && call(token, engine);
}

function refusePragma(tokens: readonly Token[], engine: EngineName): Refusal | undefined {
  const outline = outlineOf({ tokens });
  if (outline.kind !== "pragma") return undefined;
  const { name, token, value } = outline;
  const does = name === "temp_store" && !keepsInMemory(value)
    ? "makes the engine write temporary files"
    : REFUSED_PRAGMAS.get(name);
  if (does !== undefined) return run(token, `PRAGMA ${name}`, `it ${does}`);
  const { pragmas } = ALLOWED[engine];
  if (pragmas.has(name)) return undefined;
  const meant = suggest(name, pragmas);
  return {
    ...run(token, `PRAGMA ${name}`, "it is not a pragma known to be harmless"),
    hint: meant === undefined ? TAKE_OUT : `Did you mean "${meant}"?`,
  };
}

/** Whether `PRAGMA temp_store` with this value reads the setting, or sets it to memory or default. */
function keepsInMemory([value, ...others]: readonly Token[]): boolean {
  if (value === undefined) return true;
  return others.length === 0 && ["memory", "2", "default", "0"].includes(foldedText(value));
}

/**
 * A refusal for the first name in the statement through which the engine would reach outside the
 * database.
 */
export function refuseNames(tokens: readonly Token[], engine: EngineName): Refusal | undefined {
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!canBeName(token)) continue;
    const name = foldedText(token);
    const isCall = tokens[index + 1]?.text === "(" &&
      refusedFunction(name, engine) !== undefined && !namesTable(tokens, index);
    if (isCall) return call(token, engine);
    if (name === "libsql_vector_idx" && !isVectorIndexed(tokens, index)) {
      return {
        token,
        what: "call libsql_vector_idx()",
        why: "it only names the column of a vector index",
        hint: "Write CREATE INDEX … ON table (libsql_vector_idx(column))",
      };
    }
    const refusal = refuseTable(token, name);
    if (refusal !== undefined) return refusal;
    if (SCHEMA_TABLES.has(name) && isWritten(tokens, index)) {
      return {
        token,
        what: `write to "${name}"`,
        why: "the engine keeps the schema in it",
        hint: "Change the schema with CREATE, ALTER and DROP",
      };
    }
  }
}

/**
 * Whether a vector index call is in a CREATE INDEX and has a column: otherwise libSQL 0.5.29
 * crashes.
 */
function isVectorIndexed(tokens: readonly Token[], index: number): boolean {
  const isCall = tokens[index + 1]?.text === "(";
  return !isCall || isIndexed(tokens) && tokens[index + 2]?.text !== ")";
}

function isIndexed(tokens: readonly Token[]): boolean {
  const outline = outlineOf({ tokens });
  return outline.kind === "create" && outline.object === "index";
}

function refuseTable(token: Token, name: string): Refusal | undefined {
  const pragma = name.startsWith("pragma_") ? name.slice("pragma_".length) : "";
  const does = REFUSED_TABLES.get(name) ?? REFUSED_PRAGMAS.get(pragma);
  if (does === undefined) return undefined;
  const hint = "If it is your own table, rename it: the engine has one of that name";
  return { token, what: `use "${name}"`, why: `it ${does}`, hint };
}

function call(token: Token, engine: EngineName): Refusal {
  const name = foldedText(token);
  return {
    token,
    what: `call ${name}()`,
    why: `it ${refusedFunction(name, engine)}`,
    hint: "Compute the value elsewhere, and write it into the file",
  };
}

/**
 * Whether the name before a parenthesis is a table with its columns. No expression can directly
 * follow these words, nor ON in a CREATE INDEX; a module follows USING.
 * https://www.sqlite.org/lang_createindex.html
 */
export function namesTable(tokens: readonly Token[], index: number): boolean {
  const before = tokens[indexBeforeName(tokens, index)];
  if (isWord(before, "table", "exists", "into", "references", "view", "using")) return true;
  return isWord(before, "on") && isIndexed(tokens);
}

const SCHEMA_TABLES: ReadonlySet<string> = new Set(
  ["sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema"],
);

/** What `refuseNames` looks for: hardly any statement has one of these words, in any form. */
const REACHING = new RegExp(
  [
    ...REFUSED_FUNCTIONS.keys(),
    ...OVERFLOWING_FUNCTIONS,
    ...REFUSED_TABLES.keys(),
    ...SCHEMA_TABLES,
    "pragma_",
    "libsql_vector_idx",
  ].join("|"),
  "i",
);

/** Whether the statement writes rows of the table named at the index. */
export function isWritten(tokens: readonly Token[], index: number): boolean {
  const at = indexBeforeName(tokens, index);
  const [before, earlier, earliest] = [tokens[at], tokens[at - 1], tokens[at - 2]];
  return isWord(before, "into", "update") ||
    (isWord(before, "from") && isWord(earlier, "delete")) ||
    (isWord(earlier, "or") && isWord(earliest, "update"));
}

/** The index of the token before a name and its optional schema. */
export function indexBeforeName(tokens: readonly Token[], index: number): number {
  return tokens[index - 1]?.text === "." ? index - 3 : index - 1;
}

function foldedText(token: Token): string {
  return fold(unquote(token));
}
