import { fail, type Result, succeed } from "../../base/result.ts";
import { fileDiagnostic } from "./file_errors.ts";

/**
 * What a list names, each once and in its order: the lines of a file, those of standard input for `-`,
 * or what a pattern with `*` and `?` matches, sorted, without what `isBeside` says belongs to another
 * file. Empty lines and those that begin with `#` are none.
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

/** The paths that a pattern matches, a folder after the other; Deno's own would ask for more rights. */
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
        .filter((name) => matches(name, part))
        .map((name) => path + name);
    }).map((path) => `${path}/`);
  }
  return paths.map((path) => path.slice(0, -1)).filter((path) => existsSync(path)).sort();
}

/** Whether a name is as one part of a pattern says; what is hidden has to be named. */
function matches(name: string, part: string): boolean {
  const source = part.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*+/g, ".*").replace(
    /\?/g,
    ".",
  );
  return new RegExp(`^${source}$`, "s").test(name) && (name[0] !== "." || part[0] === ".");
}
