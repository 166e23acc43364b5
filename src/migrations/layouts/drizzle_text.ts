import type { SourceText } from "../../base/diagnostic.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import { parseJson } from "../../base/parse_json.ts";
import type { Layout, LayoutFile } from "./layout.ts";
import { endWithSemicolon, statementsOf } from "./common/statement_ends.ts";
import { onlyParts } from "./common/parts.ts";

/** How a version of Drizzle Kit stores a folder. */
export interface DrizzleKind
  extends Pick<Layout, "reads" | "read" | "write">, Required<Pick<Layout, "share">> {
  recognises(files: FolderTexts): boolean;
}

/** The marker at which Drizzle splits a file, wherever it is. */
export const BREAKPOINT = "--> statement-breakpoint";

/** The SQL with the marker between statements at which Drizzle splits a file. */
export function withBreakpoints(sql: string): string {
  let broken = "";
  let doneOffset = 0;
  for (const statement of statementsOf(sql).slice(0, -1)) {
    const endOffset = endWithSemicolon(statement);
    broken += `${sql.slice(doneOffset, endOffset)}\n${BREAKPOINT}`;
    doneOffset = endOffset;
  }
  return broken + sql.slice(doneOffset);
}

/**
 * The effective SQL of a file. The first migration of a schema pulled from a database is one big
 * comment, since that database already has everything: here its content counts.
 */
export function uncommented(source: SourceText): SourceText {
  const { text } = source;
  const [head = "", first = ""] = HEAD.exec(text) ?? [];
  if (!first.includes("introspecting") || !text.trimEnd().endsWith("*/")) return source;
  const [startOffset, endOffset] = [head.length, text.lastIndexOf("*/")];
  if (endOffset < startOffset) return source;
  return onlyParts(source, [{ startOffset, endOffset }]);
}

/** Comment lines, and the opening of the block comment below. */
const HEAD = /^\ufeff?\s*(--[^\n]*)\n(?:\s*--[^\n]*\n)*\s*\/\*/;

/** The object in a JSON file; undefined if it is missing or anything else. */
export function jsonObject(source: SourceText | undefined): Record<string, unknown> | undefined {
  const value = source && parseJson(source.text);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Record<string, unknown>
    : undefined;
}

/** JSON formatted as by Drizzle Kit. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/**
 * The module in which drivers for apps find the migrations, with its imports updated; only if it
 * exists.
 */
export function migrationsModule(
  files: FolderTexts,
  imports: readonly { readonly name: string; readonly path: string; readonly key?: string }[],
): LayoutFile[] {
  const before = files.get(MIGRATIONS_MODULE)?.text;
  if (before === undefined) return [];
  const journal = /^import journal from .*$/m.exec(before)?.[0];
  const entries = imports.map(({ name, key }) => key === undefined ? name : `"${key}": ${name}`);
  const text = [
    ...(journal === undefined ? [] : [journal]),
    ...imports.map(({ name, path }) => `import ${name} from './${path}';`),
    "",
    "  export default {",
    ...(journal === undefined ? [] : ["    journal,"]),
    "    migrations: {",
    `      ${entries.join(",\n")}`,
    "    }",
    "  }",
    "  ",
  ].join("\n");
  return [{ path: MIGRATIONS_MODULE, text, replaces: true }];
}

/** The module that the drivers for Expo and Durable Objects import. */
export const MIGRATIONS_MODULE = "migrations.js";
