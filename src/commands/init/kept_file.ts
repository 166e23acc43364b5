import { parseJson } from "../../base/parse_json.ts";
import { readTextFile } from "../../host/files/read_files.ts";
import type { ProjectOptions } from "../options.ts";
import type { Finding } from "./finding.ts";
import type { Proposal } from "./proposal.ts";

/** What a file has to say that is kept where init would have written one. */
export interface Expectation {
  /** A line that has to be in it. */
  readonly line?: string | undefined;
  /** The values that it has to have as a configuration. */
  readonly values?: Partial<Proposal>;
}

/** What the kept file at a path does not say, as it continues after its name; `""` where it says all. */
export async function whatItLacks(
  path: string,
  { line = "", values = {} }: Expectation,
): Promise<string> {
  const file = await readTextFile(path);
  if (!file.ok) return "";
  if (!file.value.text.includes(line)) return `: add ${line} to it`;
  const kept = parseJson(file.value.text);
  if (typeof kept !== "object" || kept === null) return "";
  const differences = Object.entries(values).flatMap(([key, value]) => {
    const before: unknown = Object.entries(kept).find(([it]) => it === key)?.[1];
    if (value === undefined || shown(before) === shown(value)) return [];
    return [`${shown(before) || "nothing"} for "${key}", not ${shown(value)}`];
  });
  return differences.length === 0 ? "" : `, which says ${differences.join(", and ")}`;
}

/**
 * What a configuration should say: what the command line says, and the folder that was found where
 * the one that is configured is none of those with files.
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

/** One value and a list of that alone are the same. */
function shown(value: unknown): string {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((it) => JSON.stringify(it)).join(", ");
}
