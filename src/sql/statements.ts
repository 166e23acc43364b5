import type { Diagnostic, SourceText } from "../base/diagnostic.ts";
import { findMergeMarker, RESOLVE_MERGE } from "../base/merge_markers.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { afterSpace, isWord, significant, type Token, tokenAt, tokenize } from "./tokens.ts";

/** An SQL statement and its place in the source. */
export interface Statement {
  readonly source: SourceText;
  /** The SQL itself: from the first token to the last, without comments above and the `;`. */
  readonly sql: string;
  readonly startOffset: number;
  readonly endOffset: number;
  /** Whether it ends with a `;`. */
  readonly closed: boolean;
  /** The significant tokens; offsets refer to the source. */
  readonly tokens: readonly Token[];
  /** The comments above it and inside it, in order. */
  readonly comments: readonly Token[];
}

/** The statements of a source, and the comments after the last one. */
export interface Script {
  readonly source: SourceText;
  readonly statements: readonly Statement[];
  readonly trailingComments: readonly Token[];
}

/**
 * The end of a known statement that begins at an offset: just before its semicolon, or before the
 * end of the text. Undefined if the statement is not known.
 */
export type KnownEnd = (text: string, startOffset: number) => number | undefined;

/**
 * Splits SQL text into statements, with comments attached to the statement below. Lone semicolons
 * are ignored. A trigger ends only at an `END` that follows a semicolon. Fails with
 * `sql/unterminated` if a quote or a trigger's BEGIN is not closed, with `sql/nul-character` if a
 * NUL would hide the rest of the text from the engine, and with `sql/merge-markers`. The tokens of
 * a known statement are read lazily.
 * https://www.sqlite.org/lang_createtrigger.html
 */
export function splitStatements(source: SourceText, knownEnd?: KnownEnd): Result<Script> {
  const { text } = source;
  const broken = unreadable(source);
  if (broken !== undefined) return fail("unfinished", broken);
  const statements: Statement[] = [];
  let pending: Pending = { tokens: [], comments: [] };
  let inTrigger = false;
  let open: Token | undefined;
  for (
    let start = afterSpace(text, 0), end = start;
    start < text.length;
    start = afterSpace(text, end)
  ) {
    const known = pending.tokens.length === 0 ? knownEnd?.(text, start) : undefined;
    if (known !== undefined) {
      statements.push(knownStatement(source, [start, known], pending.comments));
      pending = { tokens: [], comments: [] };
      end = known + 1;
      continue;
    }
    const token = tokenAt(text, start);
    end = token.endOffset;
    if (token.unterminated) open = token;
    if (token.kind === "comment") {
      pending.comments.push(token);
      continue;
    }
    if (token.text !== ";" || (inTrigger && !endsTrigger(pending.tokens))) {
      pending.tokens.push(token);
      inTrigger ||= token.text.length === BEGIN.length && opensTrigger(pending.tokens, token);
      continue;
    }
    const statement = statementOf(source, pending, true);
    if (statement !== undefined) {
      statements.push(statement);
      pending = { tokens: [], comments: [] };
    }
    inTrigger = false;
  }
  if (open !== undefined) return fail("unfinished", neverClosed(source, open));
  if (inTrigger && !endsTrigger(pending.tokens)) {
    return fail("unfinished", openTrigger(source, pending.tokens));
  }
  const last = statementOf(source, pending, false);
  if (last !== undefined) statements.push(last);
  return succeed({
    source,
    statements,
    trailingComments: last === undefined ? pending.comments : [],
  });
}

/** The statements of a source; none if it cannot be split, which is reported wherever it is run. */
export function statementsIn(source: SourceText): readonly Statement[] {
  const script = splitStatements(source);
  return script.ok ? script.value.statements : [];
}

/** The parts of a statement read so far. */
interface Pending {
  readonly tokens: Token[];
  readonly comments: Token[];
}

function statementOf(
  source: SourceText,
  { tokens, comments }: Pending,
  closed: boolean,
): Statement | undefined {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return {
    source,
    sql: source.text.slice(first.startOffset, last.endOffset),
    startOffset: first.startOffset,
    endOffset: last.endOffset,
    closed,
    tokens,
    comments,
  };
}

function knownStatement(
  source: SourceText,
  [startOffset, endOffset]: readonly [start: number, end: number],
  above: readonly Token[],
): Statement {
  const sql = source.text.slice(startOffset, endOffset);
  const read = () =>
    tokenize(sql).map((token) => ({
      ...token,
      startOffset: token.startOffset + startOffset,
      endOffset: token.endOffset + startOffset,
    }));
  const mayComment = /--|\/\*/.test(sql);
  let tokens: readonly Token[] | undefined;
  return {
    source,
    sql,
    startOffset,
    endOffset,
    closed: source.text[endOffset] === ";",
    get tokens() {
      return tokens ??= significant(read());
    },
    comments: mayComment ? [...above, ...read().filter(isComment)] : above,
  };
}

const BEGIN = "begin";

function isComment({ kind }: Token): boolean {
  return kind === "comment";
}

/** Whether `token`, the last of the tokens, is the BEGIN of a CREATE TRIGGER. */
function opensTrigger(tokens: readonly Token[], token: Token): boolean {
  if (!isWord(token, BEGIN)) return false;
  const start = isWord(tokens[0], "explain") ? (isWord(tokens[1], "query") ? 3 : 1) : 0;
  if (!isWord(tokens[start], "create")) return false;
  const isTemporary = isWord(tokens[start + 1], "temp", "temporary");
  return isWord(tokens[start + (isTemporary ? 2 : 1)], "trigger");
}

function endsTrigger(tokens: readonly Token[]): boolean {
  return isWord(tokens.at(-1), "end") && tokens.at(-2)?.text === ";";
}

function unreadable(source: SourceText): Diagnostic | undefined {
  const nul = source.text.indexOf("\0");
  if (nul >= 0) {
    return {
      code: "sql/nul-character",
      severity: "error",
      message: `Cannot read ${source.name}: it contains a NUL character`,
      span: { source, startOffset: nul, endOffset: nul + 1 },
      hint: "Save the file as UTF-8 text; the engine would stop reading at the NUL",
    };
  }
  const marker = findMergeMarker(source.text);
  // The same characters may occur in a string or a comment.
  const isToken = marker !== undefined &&
    tokenize(source.text).some((it) => it.startOffset === marker.startOffset);
  if (isToken) {
    return {
      code: "sql/merge-markers",
      severity: "error",
      message: `Cannot read ${source.name}: it still has merge conflict markers`,
      span: { source, ...marker },
      hint: RESOLVE_MERGE,
    };
  }
}

function neverClosed(source: SourceText, open: Token): Diagnostic {
  const quote = open.kind === "blob" ? "'" : open.text[0]!;
  return {
    code: "sql/unterminated",
    severity: "error",
    message: `Cannot split ${source.name} into statements: a ${quote} is never closed`,
    span: { source, startOffset: open.startOffset, endOffset: open.startOffset + 1 },
    hint: `Close it with ${quote === "[" ? "]" : quote}`,
  };
}

function openTrigger(source: SourceText, tokens: readonly Token[]): Diagnostic {
  const begin = tokens.find((token) => isWord(token, "begin"))!;
  return {
    code: "sql/unterminated",
    severity: "error",
    message: `Cannot split ${source.name} into statements: a trigger's BEGIN is never closed`,
    span: { source, startOffset: begin.startOffset, endOffset: begin.endOffset },
    hint: "End the last statement of the trigger with a semicolon, then write END;",
  };
}
