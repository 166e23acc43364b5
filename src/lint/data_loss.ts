import type { Diagnostic, SourceText } from "../base/diagnostic.ts";
import type { Loss } from "../diff/losses.ts";
import { fold } from "../sql/names.ts";
import { type Script, splitStatements, type Statement } from "../sql/statements.ts";
import { canBeName, isWord, type Token, unquote } from "../sql/tokens.ts";
import { allowancesIn, isAllowed } from "./allowances.ts";
import { lossMessage, lossPath } from "./loss_words.ts";

/**
 * What a migration gives up for good: a table that is dropped and does not come back with rows in
 * the same file, a column that is dropped, and what a file of ours says at its head that it loses.
 * One diagnostic for each place, none for what the file allows.
 *
 * Instead: rename what is only to be called otherwise, or copy the values first. Where the loss is
 * meant, say so: `-- penumbra: allow data-loss`.
 */
export function findDataLoss(source: SourceText): Diagnostic[] {
  if (!/\bdrop\b|^-- Loses /im.test(source.text)) return [];
  const script = splitStatements(source);
  if (!script.ok) return [];
  const comments = commentsOf(script.value);
  const allowed = allowancesIn(comments);
  // A statement that drops something shows it better than the head that announces it.
  const losses = [
    ...dropped(script.value),
    ...announced(comments),
  ];
  const seen = new Set<string>();
  const open = losses.filter((loss) => {
    const path = lossPath(loss);
    const isNew = !seen.has(fold(path)) && !isAllowed(allowed, "data-loss", path);
    seen.add(fold(path));
    return isNew;
  });
  return open.sort((left, right) => left.token.startOffset - right.token.startOffset)
    .map((loss) => diagnosticFor(loss, source));
}

/** A loss, and what in the file makes it. */
interface Place extends Loss {
  readonly token: Token;
}

function commentsOf(script: Script): Token[] {
  return [...script.statements.flatMap((it) => it.comments), ...script.trailingComments];
}

/** What the head of a generated file says: a rebuild loses a column without dropping one by name. */
function announced(comments: readonly Token[]): Place[] {
  return comments.flatMap((token) => {
    const names = /^-- Loses (.+?) and what is in there;/.exec(token.text)?.[1];
    return (names?.split(", ") ?? []).map((name): Place => {
      const [table = "", column] = name.split(".");
      return { table, ...(column !== undefined && { column }), token };
    });
  });
}

function dropped({ statements }: Script): Place[] {
  const arrives = new Set(statements.flatMap((it) => [...renamedTo(it), ...filledFromOther(it)]));
  // What was made above in the same file holds nothing that was there before.
  const created = new Set<string>();
  return statements.flatMap((statement) => {
    const places = droppedBy(statement, { arrives, created });
    for (const name of createdTable(statement)) created.add(name);
    return places;
  });
}

function droppedBy(
  { tokens }: Statement,
  { arrives, created }: Record<"arrives" | "created", ReadonlySet<string>>,
): Place[] {
  if (isWord(tokens[0], "drop") && isWord(tokens[1], "table")) {
    const token = nameAt(tokens, isWord(tokens[2], "if") ? 4 : 2);
    if (token === undefined) return [];
    const name = fold(unquote(token));
    const isLost = !created.has(name) && !arrives.has(name) && !name.startsWith("__penumbra_");
    return isLost ? [{ table: unquote(token), token }] : [];
  }
  if (!isWord(tokens[0], "alter")) return [];
  const table = nameAt(tokens, 2);
  const verb = table === undefined ? -1 : tokens.indexOf(table) + 1;
  if (table === undefined || !isWord(tokens[verb], "drop")) return [];
  if (isWord(tokens[verb + 1], "constraint")) return [];
  const column = tokens[isWord(tokens[verb + 1], "column") ? verb + 2 : verb + 1];
  if (!canBeName(column) || created.has(fold(unquote(table)))) return [];
  return [{ table: unquote(table), column: unquote(column), token: column }];
}

function createdTable({ tokens }: Statement): string[] {
  if (!isWord(tokens[0], "create")) return [];
  const table = tokens.findIndex((token, index) => index < 3 && isWord(token, "table"));
  if (table < 0) return [];
  const token = nameAt(tokens, isWord(tokens[table + 1], "if") ? table + 4 : table + 1);
  return token === undefined ? [] : [fold(unquote(token))];
}

function renamedTo({ tokens }: Statement): string[] {
  const to = tokens.findIndex((token, index) =>
    isWord(token, "to") && isWord(tokens[index - 1], "rename")
  );
  const name = tokens[to + 1];
  return isWord(tokens[0], "alter") && to > 0 && canBeName(name) ? [fold(unquote(name))] : [];
}

/**
 * The table of an INSERT … SELECT, which may bring rows back that were parked elsewhere, or of a
 * search index that is filled again from the table it indexes.
 */
function filledFromOther({ tokens }: Statement): string[] {
  const into = tokens.findIndex((token) => isWord(token, "into"));
  const fills = isWord(tokens[0], "insert", "replace") &&
    tokens.some((token) => isWord(token, "select") || token.text === "'rebuild'");
  const token = fills && into > 0 ? nameAt(tokens, into + 1) : undefined;
  return token === undefined ? [] : [fold(unquote(token))];
}

/** The name at that place, without the schema it may be prefixed with. */
function nameAt(tokens: readonly Token[], index: number): Token | undefined {
  const token = tokens[isWord(tokens[index + 1], ".") ? index + 2 : index];
  return canBeName(token) ? token : undefined;
}

function diagnosticFor(place: Place, source: SourceText): Diagnostic {
  const { startOffset, endOffset } = place.token;
  return {
    code: "lint/data-loss",
    severity: "error",
    message: lossMessage(place),
    span: { source, startOffset, endOffset },
    hint: 'If that is meant, write "-- penumbra: allow data-loss" into the file',
  };
}
