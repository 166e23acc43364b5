import type { Diagnostic, Span } from "../../base/diagnostic.ts";
import { suggest } from "../../base/suggest.ts";
import { declareHint, undeclaredIn } from "../guard/application_only.ts";
import { ALLOWED } from "../../host/engines/allowed.ts";
import type { EngineError } from "../../host/engines/engine.ts";
import { objectsOf, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { fold } from "../../sql/names.ts";
import { MEMORY_HINT } from "./memory_hint.ts";
import type { Slip } from "./slip.ts";
import { slipNear, typeBeforeAutoincrement } from "./slips.ts";
import { statementWords } from "./statement_words.ts";
import type { Statement } from "../../sql/statements.ts";
import { isNamed } from "../../sql/token_names.ts";
import { canBeName, isWord, type Token, unquote } from "../../sql/tokens.ts";

/**
 * The diagnostic for a statement that the engine refused: where, the engine's message, and a hint.
 * `snapshot` is the schema at this point, for "Did you mean".
 */
export function explainRefusal(
  statement: Statement,
  error: EngineError,
  snapshot: SchemaSnapshot,
): Diagnostic {
  return {
    code: "replay/statement-failed",
    severity: "error",
    message: `Cannot run ${statementWords(statement)}: ${engineWords(error.message)}`,
    span: firstLine(statement),
    ...explainWords(statement, error.message, snapshot),
  };
}

/** The place in a statement that the engine's message refers to, a hint, and what may be undeclared. */
export function explainWords(
  statement: Statement,
  message: string,
  snapshot: SchemaSnapshot,
): Pick<Diagnostic, "span" | "hint" | "undeclared"> {
  const slip = slipIn(statement, message);
  if (slip !== undefined) return { span: spanOf(statement, slip.token), hint: slip.hint };
  const named = namedIn(message);
  const isDefined = /^duplicate column/.test(message);
  const token = named === undefined
    ? undefined
    : (isDefined ? findDefined(statement, named) : undefined) ?? findToken(statement, named);
  // For a name with dots, the engine looked up the last part.
  const word = named?.slice(named.lastIndexOf(".") + 1) ?? "";
  const meant = suggest(word, knownNames(message, { statement, word, snapshot }));
  const isMisspelled = meant !== undefined && fold(meant) !== fold(word);
  const missing = undeclaredIn(message);
  const declare = missing && declareHint(missing);
  const hint = isMisspelled
    ? [`Did you mean "${meant}"?`, declare].filter(Boolean).join(" ")
    : declare ?? hintFor(message);
  return {
    ...(token !== undefined && { span: spanOf(statement, token) }),
    ...(hint !== undefined && { hint }),
    ...(missing !== undefined && !isMisspelled && { undeclared: missing }),
  };
}

function slipIn({ tokens }: Statement, message: string): Slip | undefined {
  if (message.startsWith("AUTOINCREMENT is only allowed")) return typeBeforeAutoincrement(tokens);
  const [, near] = /^near "(.*)": syntax error$/s.exec(message) ?? [];
  return near === undefined ? undefined : slipNear(tokens, near);
}

/** The engine's message with the name in it quoted: `no such table "customer"`. */
export function engineWords(message: string): string {
  return message.replace(ABOUT_NAME, (_, what, name) => `${what} "${bareName(name)}"`);
}

/** Messages that end with a name. */
const ABOUT_NAME =
  /(no such (?:table|column|index|view|trigger|function|module|collation sequence)|duplicate column name): (.+)$/s;

/** A name in the engine's message, some of which come in quotes, or in two pairs of them. */
function bareName(name: string): string {
  return name.replace(/^("{1,2})(.+)\1$/s, "$2").replace(/^main\./, "");
}

/** The name or the piece of text in the engine's message. */
function namedIn(message: string): string | undefined {
  const [, , named] = ABOUT_NAME.exec(message) ?? [];
  if (named !== undefined) return bareName(named);
  const found = /^near "(.*)": syntax error$/s.exec(message) ??
    /^(?:table|index|view|trigger|there is already (?:a table|an index|another table or index with this name):?) "?([^"]+?)"? already exists$/
      .exec(message) ??
    /already (?:a table|an index) named (.+)$/.exec(message) ??
    /^unknown column "(.+)" in foreign key definition$/.exec(message) ??
    /^unknown datatype for .+: "([^"(]+)/.exec(message) ??
    /^missing datatype for (.+)$/s.exec(message) ??
    /has no column named (.+)$/.exec(message);
  return found?.[1];
}

/** The last token with this text, which is the most likely one. */
function findToken(statement: Statement, text: string): Token | undefined {
  const isIt = (wanted: string) => (token: Token) =>
    token.text === wanted || isNamed(token, fold(wanted));
  return statement.tokens.findLast(isIt(text)) ??
    statement.tokens.findLast(isIt(text.slice(text.lastIndexOf(".") + 1)));
}

/** The last place where a table gets a column of this name. */
function findDefined({ tokens }: Statement, name: string): Token | undefined {
  const [before, level] = isWord(tokens[0], "alter")
    ? [["add", "column", "to"], 0]
    : [["(", ","], 1];
  let depth = 0;
  let found: Token | undefined;
  tokens.forEach((token, index) => {
    const isDefined = depth === level && isWord(tokens[index - 1], ...before);
    if (isDefined && isNamed(token, fold(name))) found = token;
    if (token.text === "(") depth++;
    else if (token.text === ")") depth--;
  });
  return found;
}

/** An unknown name in a statement, and the schema at this point. */
interface Unknown {
  readonly statement: Statement;
  readonly word: string;
  readonly snapshot: SchemaSnapshot;
}

/** The names that an unknown name could be a misspelling of. */
function knownNames(message: string, unknown: Unknown): Iterable<string> {
  const { snapshot } = unknown;
  if (/^no such function/.test(message)) return ALLOWED.sqlite.functions;
  if (/^no such collation/.test(message)) return ["BINARY", "NOCASE", "RTRIM"];
  if (/^no such module/.test(message)) return ALLOWED.sqlite.modules;
  if (/^no such table/.test(message)) return tableNames(snapshot);
  return ABOUT_COLUMN.test(message) ? columnsWithin(unknown) : namesIn(snapshot);
}

const ABOUT_COLUMN =
  /^no such column|has no column named |^unknown column .* in foreign key definition$/;

/** Names of what can be used as a table. */
function tableNames({ tables, virtualTables, views }: SchemaSnapshot): string[] {
  return [...tables, ...virtualTables, ...views].map(({ name }) => name);
}

/** Names of objects and columns: an unknown name could be a misspelling of either. */
function namesIn(snapshot: SchemaSnapshot): string[] {
  const columns = snapshot.tables.flatMap((table) => table.columns);
  return [...objectsOf(snapshot), ...columns].map(({ name }) => name);
}

/**
 * The columns that a statement can use: those of the tables that it names, of any table if it names a
 * view, and those that it creates.
 */
function columnsWithin({ statement: { tokens }, word, snapshot: { tables, views } }: Unknown) {
  const isMentioned = ({ name }: { readonly name: string }) =>
    tokens.some((token) => isNamed(token, fold(name)));
  const readable = views.some(isMentioned) ? tables : tables.filter(isMentioned);
  const created = isWord(tokens[0], "create") && isWord(tokens[1], "table")
    ? tokens.filter((token, index) => canBeName(token) && isWord(tokens[index - 1], "(", ","))
    : [];
  return [
    ...readable.flatMap(({ columns }) => columns.map(({ name }) => name)),
    ...created.map(unquote).filter((name) => fold(name) !== fold(word)),
  ];
}

function hintFor(message: string): string | undefined {
  return HINTS.find(([pattern]) => pattern.test(message))?.[1];
}

/** What to do about a migration that does not fit the schema before it. */
export const REBASE_HINT = "An earlier migration changes the schema that this one was generated " +
  "for: run penumbra rebase, which moves yours to the end";

const HINTS: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [/^incomplete input/, "Finish the statement"],
  [/ already exists$/, "Remove one of the two statements that create it"],
  [/^near /, "Correct the SQL at the place shown"],
  [/^duplicate column name/, "Remove one of the two columns, or give it another name"],
  [/more than one primary key$/, "Write one PRIMARY KEY (…) below the columns instead"],
  [/ values (were supplied|for \d+ columns)$/, "Name the columns that it gives values to: (a, b)"],
  [
    /^unknown database /,
    "Remove the name of the database: migrations are replayed in a single one",
  ],
  [
    /^FOREIGN KEY constraint failed/,
    "Change the rows of earlier migrations before it; " +
    'or, if your application leaves foreign keys off, set "foreignKeys": "off"',
  ],
  [/^(?:out of memory|string or blob too big|database or disk is full)/, MEMORY_HINT],
  [
    /; Cloudflare D1 allows /,
    "Split it into smaller parts, or use --target sqlite if D1 never runs these migrations",
  ],
  [/^ambiguous column name/, "Put the table before the column: t.a"],
  [/ is circularly defined$/, "Let one of the views read from something else"],
  [
    /^(unknown|missing) datatype for /,
    "Write INT, INTEGER, REAL, TEXT, BLOB or ANY: STRICT accepts no other type",
  ],
  [/unknown objects use /, REBASE_HINT],
  [
    /^(?:UNIQUE|NOT NULL|CHECK) constraint failed/,
    "Correct the rows that it writes, or change those of earlier migrations before it",
  ],
  [
    /^non-deterministic /,
    'Declare "deterministic": true if equal arguments always give equal values',
  ],
  [
    /^(?:no such|unknown) function: (?:now|getdate|sysdate)\b/i,
    "Write CURRENT_TIMESTAMP or datetime('now')",
  ],
];

/** The span of the first line of a statement. */
export function firstLine({ source, startOffset, endOffset, sql }: Statement): Span {
  const lineBreak = sql.search(/[\r\n]/);
  return {
    source,
    startOffset,
    endOffset: lineBreak < 0 ? endOffset : startOffset + lineBreak,
  };
}

function spanOf({ source }: Statement, { startOffset, endOffset }: Token): Span {
  return { source, startOffset, endOffset };
}
