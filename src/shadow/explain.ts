import type { Diagnostic, Span } from "../base/diagnostic.ts";
import { suggest } from "../base/suggest.ts";
import type { EngineError } from "../host/engine.ts";
import { fold } from "../sql/names.ts";
import type { Statement } from "../sql/statements.ts";
import { canBeName, type Token, unquote } from "../sql/tokens.ts";

/** Where a statement stands among the others of its source. */
export interface StatementPlace {
  /** From 1. */
  readonly number: number;
  /** The names that exist at this point, for "did you mean". */
  readonly names: readonly string[];
}

/** What to tell of a statement that the engine refused: its place, its words, and the next move. */
export function explainRefusal(
  statement: Statement,
  error: EngineError,
  place: StatementPlace,
): Diagnostic {
  const { source } = statement;
  const said = quotedNames(error.message);
  const named = namedIn(error.message);
  const token = named === undefined ? undefined : findToken(statement, named);
  const meant = named === undefined ? undefined : suggest(named, place.names);
  const hint = meant === undefined || fold(meant) === fold(named!)
    ? hintFor(error.message)
    : `Did you mean "${meant}"?`;
  return {
    code: "replay/statement-failed",
    severity: "error",
    message: `Cannot run statement ${place.number} of ${baseName(source.name)}: ${said}`,
    span: token === undefined ? firstLine(statement) : spanOf(statement, token),
    ...(hint !== undefined && { hint }),
  };
}

/** The engine's words with the name it means in quotes: `no such table "customer"`. */
function quotedNames(message: string): string {
  return message.replace(
    /^(no such (?:table|column|index|view|trigger|function|module|collation sequence)|duplicate column name): (.+)$/,
    (_, what, name) => `${what} "${name.replace(/^main\./, "")}"`,
  );
}

/** The name or the piece of text that the engine's message is about. */
function namedIn(message: string): string | undefined {
  const found = /^near "(.*)": syntax error$/s.exec(message) ??
    /no such (?:table|column|index|view|trigger|function|module|collation sequence): (.+)$/
      .exec(message) ??
    /^duplicate column name: (.+)$/.exec(message) ??
    /^(?:table|index|view|trigger|there is already (?:a table|an index|another table or index with this name):?) "?([^"]+?)"? already exists$/
      .exec(message) ??
    /already (?:a table|an index) named (.+)$/.exec(message) ??
    /^unknown column "(.+)" in foreign key definition$/.exec(message) ??
    /has no column named (.+)$/.exec(message);
  return found?.[1]?.replace(/^main\./, "");
}

/** The last part of a dotted name is what the engine looked for; the last place is the likely one. */
function findToken(statement: Statement, text: string): Token | undefined {
  const isIt = (wanted: string) => (token: Token) =>
    token.text === wanted || (canBeName(token) && fold(unquote(token)) === fold(wanted));
  return statement.tokens.findLast(isIt(text)) ??
    statement.tokens.findLast(isIt(text.slice(text.lastIndexOf(".") + 1)));
}

function hintFor(message: string): string | undefined {
  if (message.startsWith("incomplete input")) return "Finish the statement";
  if (/ already exists$/.test(message)) return "Remove one of the two statements that create it";
  if (message.startsWith("near ")) return "Correct the SQL at the place shown";
  return undefined;
}

function firstLine({ source, startOffset, endOffset, sql }: Statement): Span {
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

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
