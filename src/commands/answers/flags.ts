import { quoteName } from "../../sql/names.ts";
import { shellQuoted, shellWords } from "../shell_words.ts";

/** A table, or a table and its column. */
export type NamePath = readonly string[];

/** The option that answers a rename, as it is typed in a shell: `--rename users.name:users.label`. */
export function renameFlag(before: NamePath, after: NamePath): string {
  return shellWords(["--rename", `${pathText(before)}:${pathText(after)}`]);
}

/** The option that answers a fill, with `SQL` where the expression belongs: `--fill 'users.age=SQL'`. */
export function fillFlag(column: NamePath): string {
  return fillAnswerFlag(column, "SQL");
}

/** The same with the expression. */
export function fillAnswerFlag(column: NamePath, sql: string): string {
  return `--fill ${shellQuoted(`${pathText(column)}=${sql}`)}`;
}

/** What that option says where the expression is known: `users.age=0`. */
export function fillText(column: NamePath, sql: string): string {
  return `${pathText(column)}=${sql}`;
}

/** Names with dots between them, quoted where a reader of options would take them for more. */
function pathText(names: NamePath): string {
  return names.map((name) => PLAIN_NAME.test(name) ? name : quoteName(name)).join(".");
}

const PLAIN_NAME = /^[\p{L}\p{N}_$](?:[\p{L}\p{N}_$ -]*[\p{L}\p{N}_$])?$/u;
