import type { NameInStatement, Outline } from "../../src/sql/outline.ts";
import { outlineOf } from "../../src/sql/outline_of.ts";
import { significant, tokenize } from "../../src/sql/tokens.ts";
import type { Random } from "../bench/random.ts";

/**
 * A statement in other words with the same meaning: with the schema before the name of its object,
 * or WITH before it. Most are returned as they are.
 */
export function respelled(sql: string, random: Random): string {
  const outline = outlineOf({ tokens: significant(tokenize(sql)) });
  const name = nameOf(outline);
  const isPlain = name !== undefined && name.schema === undefined;
  let text = sql;
  if (isPlain && random.chance(0.15)) {
    const { startOffset } = name.token;
    text = `${text.slice(0, startOffset)}main.${text.slice(startOffset)}`;
  }
  if (outline.kind === "insert" && outline.conflict === "replace" && random.chance(0.5)) {
    text = text.replace(/^INSERT OR REPLACE\b/, "REPLACE");
  }
  const mayFollow = "start" in outline && outline.start === 0;
  return mayFollow && random.chance(0.15) ? `WITH __one AS (SELECT 1) ${text}` : text;
}

/** The name that a schema may precede. */
function nameOf(outline: Outline): NameInStatement | undefined {
  switch (outline.kind) {
    case "create":
      return outline.isTemporary ? undefined : outline.name;
    case "drop":
      return outline.name;
    case "alter":
    case "insert":
    case "update":
    case "delete":
      return outline.table;
  }
}
