import type { Diagnostic, SourceText } from "../base/diagnostic.ts";
import { findMergeMarker, RESOLVE_MERGE } from "../base/merge_markers.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { isWord, significant, type Token, tokenize } from "./tokens.ts";

/** One SQL statement where it stands in its source. */
export interface Statement {
  readonly source: SourceText;
  /** The SQL itself: from the first token to the last, without the comments above and the `;`. */
  readonly sql: string;
  readonly startOffset: number;
  readonly endOffset: number;
  /** Whether a `;` closed it. */
  readonly closed: boolean;
  /** The tokens that mean something; offsets are those of the source. */
  readonly tokens: readonly Token[];
  /** The comments above it and inside it, in order. */
  readonly comments: readonly Token[];
}

/** The statements of a source, and the comments that stand below the last one. */
export interface Script {
  readonly source: SourceText;
  readonly statements: readonly Statement[];
  readonly trailingComments: readonly Token[];
}

/**
 * Splits SQL text into statements, comments attached to the one below. Lone semicolons are no
 * statements. A trigger ends only at the `END` that follows a semicolon.
 * Fails with `sql/unterminated` when a quote or a trigger's BEGIN stays open, and with
 * `sql/nul-character` where a NUL would hide the rest of the text from the engine, or with
 * `sql/merge-markers`.
 * https://www.sqlite.org/lang_createtrigger.html
 */
export function splitStatements(source: SourceText): Result<Script> {
  const tokens = tokenize(source.text);
  const broken = unreadable(source, tokens);
  if (broken !== undefined) return fail("unfinished", broken);
  const statements: Statement[] = [];
  let pending: Token[] = [];
  let inTrigger = false;
  for (const token of tokens) {
    if (token.text !== ";") {
      pending.push(token);
      inTrigger ||= opensTrigger(pending, token);
      continue;
    }
    if (inTrigger && !endsTrigger(pending)) {
      pending.push(token);
      continue;
    }
    const statement = statementOf(source, pending, true);
    if (statement !== undefined) {
      statements.push(statement);
      pending = [];
    }
    inTrigger = false;
  }
  if (inTrigger && !endsTrigger(pending)) return fail("unfinished", openTrigger(source, pending));
  const last = statementOf(source, pending, false);
  if (last !== undefined) statements.push(last);
  return succeed({
    source,
    statements,
    trailingComments: last === undefined ? pending.filter((token) => token.kind === "comment") : [],
  });
}

function statementOf(
  source: SourceText,
  pending: readonly Token[],
  closed: boolean,
): Statement | undefined {
  const tokens = significant(pending);
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return {
    source,
    sql: source.text.slice(first.startOffset, last.endOffset),
    startOffset: first.startOffset,
    endOffset: last.endOffset,
    closed,
    tokens,
    comments: pending.filter((token) => token.kind === "comment"),
  };
}

/** Whether this token is the BEGIN of a CREATE TRIGGER: looked at once a statement, at that word. */
function opensTrigger(pending: readonly Token[], token: Token): boolean {
  if (!isWord(token, "begin")) return false;
  let words = significant(pending);
  if (isWord(words[0], "explain")) words = words.slice(isWord(words[1], "query") ? 3 : 1);
  if (!isWord(words[0], "create")) return false;
  return isWord(words[isWord(words[1], "temp", "temporary") ? 2 : 1], "trigger");
}

function endsTrigger(pending: readonly Token[]): boolean {
  const tokens = significant(pending);
  return isWord(tokens.at(-1), "end") && tokens.at(-2)?.text === ";";
}

function unreadable(source: SourceText, tokens: readonly Token[]): Diagnostic | undefined {
  const nul = source.text.indexOf("\0");
  if (nul >= 0) {
    return {
      code: "sql/nul-character",
      severity: "error",
      message: `Cannot read ${source.name}: it holds a NUL character`,
      span: { source, startOffset: nul, endOffset: nul + 1 },
      hint: "Save the file as UTF-8 text; the engine would stop reading at the NUL",
    };
  }
  const marker = findMergeMarker(source.text);
  // In a text or a comment it may say that.
  if (marker !== undefined && tokens.some((it) => it.startOffset === marker.startOffset)) {
    return {
      code: "sql/merge-markers",
      severity: "error",
      message: `Cannot read ${source.name}: git could not merge it, and its marks are still there`,
      span: { source, ...marker },
      hint: RESOLVE_MERGE,
    };
  }
  const open = tokens.at(-1);
  if (!open?.unterminated) return undefined;
  const quote = open.kind === "blob" ? "'" : open.text[0]!;
  return {
    code: "sql/unterminated",
    severity: "error",
    message: `Cannot split ${source.name} into statements: a ${quote} is never closed`,
    span: { source, startOffset: open.startOffset, endOffset: open.startOffset + 1 },
    hint: `Close it with ${quote === "[" ? "]" : quote}`,
  };
}

function openTrigger(source: SourceText, pending: readonly Token[]): Diagnostic {
  const begin = significant(pending).find((token) => isWord(token, "begin"))!;
  return {
    code: "sql/unterminated",
    severity: "error",
    message: `Cannot split ${source.name} into statements: a trigger's BEGIN is never closed`,
    span: { source, startOffset: begin.startOffset, endOffset: begin.endOffset },
    hint: "End the last statement of the trigger with a semicolon, then write END;",
  };
}
