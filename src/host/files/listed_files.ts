import { fail, type Result, succeed } from "../../base/result.ts";
import { fileDiagnostic } from "./file_errors.ts";

/**
 * The entries of a list, each once and in order: the lines of a file, those of standard input for
 * `-`, or the sorted matches of a pattern with `*` and `?`, without those that `isBeside` assigns
 * to another file. Empty lines and lines that begin with `#` are skipped.
 */
export async function listedFiles(
  list: string,
  isBeside: (name: string) => boolean,
): Promise<Result<readonly string[]>> {
  const { readFileSync } = await import("node:fs");
  try {
    const lines = /[*?]/.test(list)
      ? (await matching(list)).filter((name) => !isBeside(name))
      : readFileSync(list === "-" ? 0 : list, "utf8").split(/\r?\n/);
    const named = lines.map((line) => line.trim()).filter((line) => !/^(?:#|$)/.test(line));
    return succeed([...new Set(named)]);
  } catch (error) {
    const name = list === "-" ? "standard input" : list;
    return fail("unfinished", fileDiagnostic("read", name, error));
  }
}

/**
 * The paths that match a pattern, folder by folder; Deno's own function would need more
 * permissions.
 */
async function matching(pattern: string): Promise<readonly string[]> {
  const { existsSync, readdirSync } = await import("node:fs");
  let paths = [pattern.startsWith("/") ? "/" : ""];
  for (const part of pattern.split("/").filter((it) => it !== "")) {
    const isPattern = /[*?]/.test(part);
    paths = paths.flatMap((path) => {
      if (!isPattern) return [path + part];
      if (!existsSync(path || ".")) return [];
      return readdirSync(path || ".", { withFileTypes: true })
        .map(({ name }) => name)
        .filter((name) => matchesPattern(name, part))
        .map((name) => path + name);
    }).map((path) => `${path}/`);
  }
  return paths.map((path) => path.slice(0, -1)).filter((path) => existsSync(path)).sort();
}

/** Whether a name matches one part of a pattern; hidden files must be named explicitly. */
export function matchesPattern(name: string, part: string): boolean {
  const source = part.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*+/g, ".*").replace(
    /\?/g,
    ".",
  );
  return new RegExp(`^${source}$`, "s").test(name) && (name[0] !== "." || part[0] === ".");
}
