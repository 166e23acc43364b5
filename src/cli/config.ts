import { dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { systemErrorCode } from "../host/files/file_errors.ts";
import { type FileReader, mayRead, openFileReader } from "../host/files/file_system.ts";
import { type ReadOptions, readTextFile } from "../host/files/read_files.ts";
import { pathFromHere } from "../host/files/paths.ts";
import { type Stranger, strangerWith } from "../host/git/consent.ts";
import { topOfWorkTree } from "../host/git/git_folder.ts";
import type { ConfigValues } from "./config_keys.ts";
import { readConfigValues } from "./config_values.ts";
import { misuse } from "./misuse.ts";

/** What a project says about itself, and where. */
export interface Config {
  /** The folder it stands in, absolute; relative paths start there. */
  readonly folder: string;
  /** The file as people would name it; absent where there is none. */
  readonly file?: string;
  readonly values: ConfigValues;
}

/** What a configuration is called, unless it is named on the command line. */
export const CONFIG_FILE = "penumbra.json";

/**
 * The configuration of `file`, else of the nearest `penumbra.json` from the folder up to the top of its
 * work tree, else an empty one that stands in the folder. Fails when the named file cannot be read,
 * with `cli/foreign-config` for one that nobody has named and that belongs to another user, and as
 * `readConfigValues` does.
 */
export async function loadConfig(
  folder: string,
  { file, reader }: { readonly file?: string | undefined } & ReadOptions = {},
): Promise<Result<Config>> {
  const path = file ?? await nearest(folder, reader ?? await openFileReader());
  if (path === undefined) return succeed({ folder, values: {} });
  const stranger = file === undefined ? await strangerWith(resolve(folder, path)) : undefined;
  if (stranger !== undefined) return fail("misuse", foreign(path, stranger));
  const source = await readTextFile(pathFromHere(folder, path), { reader });
  if (!source.ok) return fail("misuse", ...source.diagnostics);
  const values = await readConfigValues({ ...source.value, name: path });
  if (!values.ok) return values;
  return succeed({ folder: dirname(resolve(folder, path)), file: path, values: values.value });
}

/** The nearest configuration: its bare name in the folder itself, else its absolute path. */
async function nearest(folder: string, reader: FileReader): Promise<string | undefined> {
  const top = await topOfWorkTree(folder);
  for (let current = folder;; current = dirname(current)) {
    const path = join(current, CONFIG_FILE);
    if (!mayRead(path)) return undefined;
    try {
      reader.readFile(path);
      return current === folder ? CONFIG_FILE : path;
    } catch (error) {
      // Anything but its absence is told by whoever reads it next.
      if (systemErrorCode(error) !== "ENOENT") return current === folder ? CONFIG_FILE : path;
    }
    if (current === top || current === dirname(current)) return undefined;
  }
}

function foreign(path: string, { user, workTree }: Stranger): Diagnostic {
  const trust = workTree === undefined
    ? ""
    : `, or run git config --global --add safe.directory "${workTree}"`;
  return misuse("foreign-config", {
    message: `Cannot obey "${path}": it belongs to another user (${user})`,
    hint: `Read it, then name it with --config "${path}"${trust}`,
  });
}
