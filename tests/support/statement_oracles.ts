import { DatabaseSync } from "node:sqlite";
import { parse } from "npm:sqlite3-parser@0.7.1";

/**
 * The statements that a parser generated from SQLite's own grammar finds in a script, without the
 * text around them and without EXPLAIN; undefined if it refuses the script.
 */
export function statementsByGrammar(script: string): string[] | undefined {
  // It does not know the byte order mark, which SQLite treats as white space.
  const text = script.replace(/(^|;)\uFEFF/g, "$1 ");
  const result = parse(text);
  if (result.status !== "ok") return undefined;
  return result.root.cmds.map(({ span }) =>
    text.slice(span.offset, span.offset + span.length).trim()
  );
}

/** SQLite's own reading of a script that is run from an empty database. */
export interface Reading {
  /** The text of each statement up to its semicolon, with everything before it. */
  readonly pieces: readonly string[];
  /** Its message about the statement after these, if it refuses one. */
  readonly error?: string;
}

/** Closes an open comment, then the last statement, and is a statement itself. */
const SENTINEL = "\n/**/;SELECT 'sentinel'";

/**
 * The statements of a script as SQLite reads them, running each. The last one may end with a part
 * of the sentinel: preparing a text that contains no statement ends the process (seen with
 * `node:sqlite` in Deno 2.9.6), so there is always one more.
 */
export function readBySqlite(setting: readonly string[], script: string): Reading {
  const database = new DatabaseSync(":memory:");
  const pieces: string[] = [];
  let rest = script + SENTINEL;
  try {
    setting.forEach((sql) => database.exec(sql));
    while (true) {
      const prepared = database.prepare(rest);
      const piece = prepared.sourceSQL;
      rest = rest.slice(piece.length);
      if (rest === "") return { pieces };
      prepared.all();
      pieces.push(piece);
    }
  } catch (error) {
    return { pieces, error: String((error as Error).message) };
  } finally {
    database.close();
  }
}
