import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import { sha256 } from "../../base/hash.ts";
import { parseJson } from "../../base/parse_json.ts";
import type { Layout, LayoutFile } from "./layout.ts";
import { endWithSemicolon, statementsOf } from "./statement_ends.ts";
import { onlyParts } from "./parts.ts";

/** How one of the versions of Drizzle Kit keeps a folder. */
export interface DrizzleKind extends Pick<Layout, "reads" | "read" | "write"> {
  recognises(files: FolderTexts): boolean;
}

/** The SQL with the marker between its statements that Drizzle splits a file at. */
export function withBreakpoints(sql: string): string {
  let broken = "";
  let doneOffset = 0;
  for (const statement of statementsOf(sql).slice(0, -1)) {
    const endOffset = endWithSemicolon(statement);
    broken += `${sql.slice(doneOffset, endOffset)}\n--> statement-breakpoint`;
    doneOffset = endOffset;
  }
  return broken + sql.slice(doneOffset);
}

/**
 * What a database has that runs the file. The first migration of a schema that was pulled from a
 * database stands in one comment, since that database holds it all: here it counts.
 */
export function uncommented(source: SourceText): SourceText {
  const { text } = source;
  const [head = "", first = ""] = HEAD.exec(text) ?? [];
  if (!first.includes("introspecting") || !text.trimEnd().endsWith("*/")) return source;
  const [startOffset, endOffset] = [head.length, text.lastIndexOf("*/")];
  if (endOffset < startOffset) return source;
  return onlyParts(source, [{ startOffset, endOffset }]);
}

/** Lines of comment, the first of which counts, and the opening of the comment below. */
const HEAD = /^\ufeff?\s*(--[^\n]*)\n(?:\s*--[^\n]*\n)*\s*\/\*/;

/** A file of JSON, as far as it is an object. */
export function jsonObject(source: SourceText | undefined): Record<string, unknown> | undefined {
  const value = source && parseJson(source.text);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Record<string, unknown>
    : undefined;
}

/** JSON as Drizzle Kit writes it. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** Where the snapshots of Drizzle Kit lie, and how one names that before it. */
export interface Snapshots {
  readonly pattern: RegExp;
  /** What points at the snapshot of that identifier. */
  link(id: unknown): Readonly<Record<string, unknown>>;
}

/**
 * The newest snapshot once more, at a path and under an identifier of its own; none where there is
 * none to repeat.
 */
export async function repeatedSnapshot(
  files: FolderTexts,
  path: string,
  { pattern, link }: Snapshots,
): Promise<LayoutFile | undefined> {
  const newest = [...files.keys()].filter((it) => pattern.test(it)).sort().at(-1);
  const snapshot = newest === undefined ? undefined : jsonObject(files.get(newest));
  if (snapshot === undefined) return undefined;
  const { id } = snapshot;
  const next = { ...snapshot, id: await identifierFor(path, String(id)), ...link(id) };
  return { path, text: jsonText(next), replaces: false };
}

/** An identifier in the form of a UUID, the same for the same words. */
async function identifierFor(...words: readonly string[]): Promise<string> {
  const hex = await sha256(JSON.stringify(words));
  const [, a, b, c, d, e] = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(hex) ?? [];
  return `${a}-${b}-4${c}-8${d}-${e}`;
}

/** Drizzle Kit compares with its newest snapshot, and what was written here it cannot see there. */
export function snapshotRepeated(path: string): Diagnostic {
  return {
    code: "migrations/drizzle-snapshot",
    severity: "warning",
    message: `"${path}" repeats the snapshot before it, as drizzle-kit generate --custom does: ` +
      "drizzle-kit generate would write these changes again",
    hint: 'Go on with penumbra generate, with --schema "command:npx drizzle-kit export"',
  };
}
