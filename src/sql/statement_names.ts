import { fold } from "./names.ts";
import type { Statement } from "./statements.ts";
import { canBeName, type Token, unquote } from "./tokens.ts";

/** The folded names that the statement may refer to, without words that would need quotes as a name. */
export function namesIn(statement: Pick<Statement, "tokens">): ReadonlySet<string> {
  const known = NAMES.get(statement);
  if (known !== undefined) return known;
  const names = new Set(
    statement.tokens.filter((token) => canBeName(token) && !isNeverName(token))
      .map((token) => fold(unquote(token))),
  );
  NAMES.set(statement, names);
  return names;
}

/** Whether the bare word cannot be a name. Most texts contain many of these. */
function isNeverName({ kind, text }: Token): boolean {
  return kind === "word" && NEVER_NAMES.has(fold(text));
}

/**
 * The common keywords that cannot be names anywhere: a table can be called `left` or `with`.
 * https://www.sqlite.org/lang_keywords.html
 */
const NEVER_NAMES: ReadonlySet<string> = new Set(
  ("add alter and as check collate constraint create default delete distinct drop exists foreign " +
    "from group having in index insert into is isnull join limit not notnull null on or order " +
    "primary references select set table then to transaction union unique update using values " +
    "when where").split(" "),
);

const NAMES = new WeakMap<Pick<Statement, "tokens">, ReadonlySet<string>>();
