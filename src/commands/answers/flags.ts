import { quoteName } from "../../sql/names.ts";
import type { RenameQuestion } from "./question.ts";
import { shellQuoted, shellWords } from "../../base/shell_words.ts";

/** A table, or a table and its column. */
export type NamePath = readonly string[];

/** The option that answers a rename, as typed in a shell: `--rename users.name:users.label`. */
export function renameFlag(before: NamePath, after: NamePath): string {
  return shellWords(["--rename", renameText(before, after)]);
}

/** The option that answers a question about a rename with one of the names before. */
export function renameAnswer(
  { table, tableBefore = table, after }: RenameQuestion,
  before: string,
): string {
  return table === undefined || tableBefore === undefined
    ? renameFlag([before], [after])
    : renameFlag([tableBefore, before], [table, after]);
}

/** The value of that option: `users.name:users.label`. */
export function renameText(before: NamePath, after: NamePath): string {
  return `${pathText(before)}:${pathText(after)}`;
}

/** The option that answers a fill, with `SQL` in place of the expression: `--fill 'users.age=SQL'`. */
export function fillFlag(column: NamePath): string {
  return fillAnswerFlag(column, "SQL");
}

/** The option that answers a fill with an expression. */
export function fillAnswerFlag(column: NamePath, sql: string): string {
  return `--fill ${shellQuoted(`${pathText(column)}=${sql}`)}`;
}

/** The value of that option: `users.age=0`. */
export function fillText(column: NamePath, sql: string): string {
  return `${pathText(column)}=${sql}`;
}

/** Names joined by dots, quoted if they would otherwise be parsed as several. */
function pathText(names: NamePath): string {
  return names.map((name) => PLAIN_NAME.test(name) ? name : quoteName(name)).join(".");
}

const PLAIN_NAME = /^[\p{L}\p{N}_$](?:[\p{L}\p{N}_$ -]*[\p{L}\p{N}_$])?$/u;
