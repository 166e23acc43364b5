import { parseJson } from "../../base/parse_json.ts";
import { matchesPattern } from "../../host/files/listed_files.ts";
import { readTextFile } from "../../host/files/read_files.ts";
import type { ProjectOptions } from "../options.ts";
import type { Finding } from "./finding.ts";
import type { Proposal } from "./proposal.ts";

/** The required content of a file that is kept instead of writing one. */
export interface Expectation {
  /** The name of a file that git must ignore, and the line for it. */
  readonly ignored?: { readonly name: string; readonly line: string } | undefined;
  /** The values that it must have as a configuration. */
  readonly values?: Partial<Proposal>;
}

/**
 * What the file at a path lacks, as the end of a sentence that starts with its name; `""` if
 * nothing.
 */
export async function whatItLacks(
  path: string,
  { ignored, values = {} }: Expectation,
): Promise<string> {
  const file = await readTextFile(path);
  if (!file.ok) return "";
  if (ignored !== undefined) {
    return ignores(file.value.text, ignored.name) ? "" : `: add ${ignored.line} to it`;
  }
  const kept = parseJson(file.value.text);
  if (typeof kept !== "object" || kept === null) return "";
  const differences = Object.entries(values).flatMap(([key, value]) => {
    const before: unknown = Object.entries(kept).find(([it]) => it === key)?.[1];
    if (value === undefined || shown(before) === shown(value)) return [];
    return [`${shown(before) || "nothing"} for "${key}", not ${shown(value)}`];
  });
  return differences.length === 0 ? "" : `, which says ${differences.join(", and ")}`;
}

/** Whether a .gitignore covers a file in its folder. */
function ignores(text: string, name: string): boolean {
  return text.split("\n").some((line) =>
    matchesPattern(name, line.trim().replace(/^(?:\*\*)?\//, ""))
  );
}

/**
 * The values that a configuration should have: those of the command line, and the migrations folder
 * that was found if the configured one has no files.
 */
export function wantedValues(
  { origin, migrations }: ProjectOptions,
  around: readonly Finding[],
): Partial<Proposal> {
  const { migrations: named, layout, schema, target } = origin?.given ?? {};
  const folders = around.filter((it) => !it.isEmpty).flatMap((it) => it.migrations ?? []);
  const wanted = named ?? (folders.includes(migrations) ? undefined : folders[0]);
  return {
    ...(wanted !== undefined && { migrations: wanted }),
    ...(layout !== undefined && { layout }),
    ...(schema !== undefined && { schema }),
    ...(target !== undefined && { target }),
  };
}

/** A single value and a list of only that value are equivalent. */
function shown(value: unknown): string {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((it) => JSON.stringify(it)).join(", ");
}
