import { tokenize } from "../../sql/tokens.ts";

/** The SQL with LF between its tokens and in its comments; a string keeps the line ends it has. */
export function withLineFeeds(sql: string): string {
  if (!sql.includes("\r\n")) return sql;
  let text = "";
  let endOffset = 0;
  for (const token of tokenize(sql)) {
    text += inLines(sql.slice(endOffset, token.startOffset)) +
      (token.kind === "comment" ? inLines(token.text) : token.text);
    endOffset = token.endOffset;
  }
  return text + inLines(sql.slice(endOffset));
}

function inLines(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
