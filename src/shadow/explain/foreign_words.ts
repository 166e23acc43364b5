import { canBeName, isWord, type Token } from "../../sql/tokens.ts";
import type { Slip } from "./slip.ts";

/** Words that only other databases know, or that they know in more places. */
export function foreignWord(tokens: readonly Token[], index: number): Slip | undefined {
  const [before, token, after] = [tokens[index - 1], tokens[index]!, tokens[index + 1]];
  const type = tokens[index - 2];
  if (isWord(token, "auto_increment", "identity")) {
    return { token, hint: "Write INTEGER PRIMARY KEY: SQLite numbers its rows by itself" };
  }
  if (isWord(token, "on") && isWord(after, "update") && !isReference(tokens, index)) {
    return { token, hint: "Write a trigger: SQLite changes no other column when a row is updated" };
  }
  if (token.text === "=" && before !== undefined && type?.text === ")") {
    return { token: before, hint: "Remove what follows the parenthesis: it is MySQL syntax" };
  }
  if (token.kind === "string" && before?.text === "(" && isWord(type, "enum", "set")) {
    return { token: type!, hint: "Write TEXT CHECK (name IN (…)) with the name of the column" };
  }
  if (isWord(token, "exists") && isWord(before, "not") && isWord(type, "if")) {
    return { token: type!, hint: "Remove IF NOT EXISTS: SQLite has it for CREATE only" };
  }
  if (isWord(token, "statement") && isWord(before, "each")) {
    return { token, hint: "Write FOR EACH ROW: SQLite has no other triggers" };
  }
  if (isWord(token, "using") && isWord(type, "on")) {
    return { token, hint: "Remove USING and the word after it: SQLite has one kind of index" };
  }
  if (!isWord(token, "index", "key") || !canBeName(after)) return undefined;
  if (isWord(before, "unique")) return { token, hint: "Write UNIQUE (…) without KEY and a name" };
  return isWord(before, ",")
    ? { token, hint: "Create it after the table: CREATE INDEX name ON table (…)" }
    : undefined;
}

/** Whether a REFERENCES precedes it in the same column or constraint. */
function isReference(tokens: readonly Token[], index: number): boolean {
  const start = tokens.findLastIndex((token, place) => place < index && token.text === ",");
  return tokens.slice(start + 1, index).some((token) => isWord(token, "references"));
}
