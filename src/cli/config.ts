import { dirname, isAbsolute, join, resolve } from "node:path";
import { fail, type Result, succeed } from "../base/result.ts";
import { systemErrorCode } from "../host/file_errors.ts";
import { openFileReader } from "../host/file_system.ts";
import { readTextFile } from "../host/files.ts";
import { type ConfigValues, readConfigValues } from "./config_values.ts";

/** What a project says about itself, and where. */
export interface Config {
  /** The folder it stands in, absolute; relative paths start there. */
  readonly folder: string;
  /** The file as people would name it; absent where there is none. */
  readonly file?: string;
  readonly values: ConfigValues;
}

const FILE_NAME = "penumbra.json";

/**
 * The configuration of `file`, else of the nearest `penumbra.json` from the folder upward, else an
 * empty one that stands in the folder. Fails when the named file cannot be read, and as
 * `readConfigValues` does.
 */
export async function loadConfig(
  folder: string,
  { file }: { readonly file?: string | undefined } = {},
): Promise<Result<Config>> {
  const path = file ?? await nearest(folder);
  if (path === undefined) return succeed({ folder, values: {} });
  const source = await readTextFile(isAbsolute(path) ? path : join(folder, path));
  if (!source.ok) return fail("misuse", ...source.diagnostics);
  const values = await readConfigValues({ ...source.value, name: path });
  if (!values.ok) return values;
  return succeed({ folder: dirname(resolve(folder, path)), file: path, values: values.value });
}

/** The nearest configuration: its bare name in the folder itself, else its absolute path. */
async function nearest(folder: string): Promise<string | undefined> {
  const reader = await openFileReader();
  for (let current = folder;; current = dirname(current)) {
    const path = join(current, FILE_NAME);
    if (!mayRead(path)) return undefined;
    try {
      reader.readFile(path);
      return current === folder ? FILE_NAME : path;
    } catch (error) {
      // Anything but its absence is told by whoever reads it next.
      if (systemErrorCode(error) !== "ENOENT") return path;
    }
    if (current === dirname(current)) return undefined;
  }
}

/** Whether reading asks nobody: Deno would put a question for each folder it was not given. */
function mayRead(path: string): boolean {
  if (!("Deno" in globalThis)) return true;
  return Deno.permissions.querySync({ name: "read", path }).state === "granted";
}
