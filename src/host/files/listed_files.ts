import { fail, type Result, succeed } from "../../base/result.ts";
import { fileDiagnostic } from "./file_errors.ts";

/**
 * What a list names, each once and in its order: the lines of a file, those of standard input for `-`,
 * or the files that a pattern with `*`, `?` or `[…]` matches, sorted. Empty lines and those that begin
 * with `#` are none.
 */
export async function listedFiles(list: string): Promise<Result<readonly string[]>> {
  const { globSync, readFileSync } = await import("node:fs");
  try {
    const isPattern = /[*?[]/.test(list);
    const lines = isPattern
      ? globSync(list).map(String).sort()
      : readFileSync(list === "-" ? 0 : list, "utf8").split(/\r?\n/);
    const named = lines.map((line) => line.trim()).filter((line) => !/^(?:#|$)/.test(line));
    return succeed([...new Set(named)]);
  } catch (error) {
    const name = list === "-" ? "standard input" : list;
    return fail("unfinished", fileDiagnostic("read", name, error));
  }
}
