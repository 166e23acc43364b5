/** What both engines have to read a database. */
export interface CheckedDatabase {
  prepare(sql: string): { all(): readonly unknown[] };
  close(): void;
}

/**
 * Whether a copy is as intact as its source: quick_check finds nothing in it, or the same as in the
 * source, such as a row from which a virtual column cannot be computed. Throws if SQLite cannot read
 * one of the files.
 * https://www.sqlite.org/pragma.html#pragma_quick_check
 */
export function isFaithful(copy: CheckedDatabase, openSource: () => CheckedDatabase): boolean {
  if (finding(copy, FIRST) === SOUND) return true;
  const source = openSource();
  try {
    // Pages are checked before rows, so the first finding is about them if any is damaged. An error
    // in a row hides what was found before it.
    return [FIRST, ALL].every((pragma) => finding(copy, pragma) === finding(source, pragma));
  } finally {
    source.close();
  }
}

const ALL = "PRAGMA quick_check";
const FIRST = "PRAGMA quick_check(1)";
const SOUND = JSON.stringify([{ quick_check: "ok" }]);

/** The rows of a check as JSON, or the message of an expression that fails for a row. */
function finding(database: CheckedDatabase, pragma: string): string {
  try {
    return JSON.stringify(database.prepare(pragma).all());
  } catch (error) {
    if (error instanceof Error && !isDamage(error)) return error.message;
    throw error;
  }
}

/** Whether the error is about the file: SQLITE_IOERR, SQLITE_CORRUPT or SQLITE_NOTADB. */
function isDamage(error: Error): boolean {
  const code = "errcode" in error ? error.errcode : "rawCode" in error ? error.rawCode : 0;
  return [10, 11, 26].includes(Number(code) & 0xff);
}
