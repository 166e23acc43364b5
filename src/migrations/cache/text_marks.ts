import { quickHash } from "../../base/hash.ts";
import { parseJson } from "../../base/parse_json.ts";
import { canonical } from "../../sql/canonical.ts";
import { tokenize } from "../../sql/tokens.ts";
import type { Migration } from "../directory.ts";

/** A mark to detect later edits of a migration: its id, and hashes of its text and of its tokens. */
export type TextMark = readonly [id: string, text: string, tokens: string];

/**
 * The marks of migrations, reusing known ones. The first `unchanged` migrations are known to match
 * the marks: their texts are not read.
 */
export function textMarks(
  migrations: readonly Migration[],
  known: readonly TextMark[],
  unchanged = 0,
): readonly TextMark[] {
  const byId = new Map(known.map((mark) => [mark[0], mark]));
  return migrations.map(({ id, source: { text } }, index): TextMark => {
    const mark = byId.get(id);
    if (mark !== undefined && index < unchanged) return mark;
    const hash = quickHash(text);
    return mark?.[1] === hash ? mark : [id, hash, tokensHash(text)];
  });
}

/**
 * How a migration differs from its mark; undefined if it does not, if there is none, and if it had
 * no statements, so that running it had no effect.
 */
export function editOf(
  { id, source: { text } }: Migration,
  marks: ReadonlyMap<string, TextMark>,
): "cosmetic" | "other" | undefined {
  const mark = marks.get(id);
  if (mark === undefined || mark[1] === quickHash(text) || mark[2] === NOTHING) return undefined;
  return mark[2] === tokensHash(text) ? "cosmetic" : "other";
}

/** The marks that a cache stores as JSON; none if it is anything else. */
export function parseMarks(json: string): readonly TextMark[] {
  const value: unknown = parseJson(json);
  return Array.isArray(value) && value.every(isMark) ? value : [];
}

function isMark(value: unknown): value is TextMark {
  return Array.isArray(value) && value.length === 3 && typeof value[0] === "string" &&
    typeof value[1] === "string" && typeof value[2] === "string";
}

/** The hash of a text without statements. */
const NOTHING = tokensHash("");

function tokensHash(text: string): string {
  return quickHash(canonical(tokenize(text)));
}
