import { dirname, join, resolve } from "node:path";
import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { systemErrorCode } from "../../host/files/file_errors.ts";
import type { FileReader } from "../../host/files/file_reader.ts";
import { mayRead, openFileReader } from "../../host/files/file_system.ts";
import { type ReadOptions, readTextFile } from "../../host/files/read_files.ts";
import { withoutLinks } from "../../host/files/links.ts";
import { pathBelow, pathFromHere } from "../../host/files/paths.ts";
import { type UntrustedOwner, untrustedOwner } from "../../host/git/untrusted_owner.ts";
import { topOfWorkTree } from "../../host/git/work_tree.ts";
import { CONFIG_FILE } from "../../commands/settings/options.ts";
import { PROJECT_OPTIONS } from "../../commands/settings/project_settings.ts";
import { CONFIG_KEYS, type ConfigValues } from "./config_keys.ts";
import { readConfigValues } from "./config_values.ts";
import type { JsonPath } from "./json_places.ts";
import { misuse } from "../misuse.ts";
import { parseSource } from "../../sources/source.ts";

/** The configuration of a project, and where it is. */
export interface Config {
  /** Its folder, absolute, to which paths are relative. */
  readonly folder: string;
  /** The path of the file for people; absent if there is none. */
  readonly file?: string;
  readonly values: ConfigValues;
}

/**
 * Loads the configuration from `file`, else from the nearest `penumbra.json` between the folder and
 * the top of its work tree, else an empty one for the folder. Fails if the given file cannot be
 * read, with `cli/foreign-config` if one that was not given belongs to another user, with
 * `cli/outside-project` if it names files outside its work tree, and as `readConfigValues` does.
 */
export async function loadConfig(
  folder: string,
  { file, reader }: { readonly file?: string | undefined } & ReadOptions = {},
): Promise<Result<Config>> {
  const path = file ?? await nearest(folder, reader ?? await openFileReader());
  if (path === undefined) return succeed({ folder, values: {} });
  const owner = file === undefined ? await untrustedOwner(resolve(folder, path)) : undefined;
  if (owner !== undefined) return fail("misuse", foreign(path, owner));
  const source = await readTextFile(pathFromHere(folder, path), { reader });
  if (!source.ok) return fail("misuse", source.diagnostics);
  const values = await readConfigValues({ ...source.value, name: path });
  if (!values.ok) return values;
  const home = dirname(resolve(folder, path));
  const strays = await namedOutside(values.value, { ...source.value, name: path }, home);
  if (strays.length > 0) return fail("misuse", strays);
  return succeed({ folder: home, file: path, values: values.value });
}

/** The nearest configuration: its bare name if in the folder itself, else its absolute path. */
async function nearest(folder: string, reader: FileReader): Promise<string | undefined> {
  const top = await topOfWorkTree(folder);
  for (let current = folder;; current = dirname(current)) {
    const path = join(current, CONFIG_FILE);
    if (!mayRead(path)) return undefined;
    try {
      reader.readFile(path);
      return current === folder ? CONFIG_FILE : path;
    } catch (error) {
      // Any error other than its absence is reported when it is read.
      if (systemErrorCode(error) !== "ENOENT") return current === folder ? CONFIG_FILE : path;
    }
    if (current === top || current === dirname(current)) return undefined;
  }
}

/** A file or folder that a configuration names, and where it does. */
interface NamedPath extends JsonPath {
  readonly key: string;
  readonly path: string;
  /** Whether a link there is followed; elsewhere the file reader refuses those that lead out. */
  readonly isDatabase?: boolean;
}

/** The diagnostics for files and folders that are outside the project. */
async function namedOutside(
  values: ConfigValues,
  source: SourceText,
  folder: string,
): Promise<Diagnostic[]> {
  const strayFrom = async (bound: string, paths: readonly NamedPath[]) => {
    const strays: NamedPath[] = [];
    for (const it of paths) {
      if (!await isInside(bound, resolve(folder, it.path), it)) strays.push(it);
    }
    return strays;
  };
  const named = await strayFrom(folder, namedIn(values));
  if (named.length === 0) return [];
  const top = await topOfWorkTree(folder) ?? folder;
  const strays = await strayFrom(top, named);
  if (strays.length === 0) return [];
  const { placesIn } = await import("./json_places.ts");
  const spanOf = placesIn(source);
  return strays.map(({ path, ...place }) => ({
    ...misuse("outside-project", {
      message: `Cannot use "${source.name}": "${path}" is outside the project`,
      hint: place.key in PROJECT_OPTIONS
        ? `Put it below "${top}", or name it on the command line with --${place.key}`
        : `Put it below "${top}"`,
    }),
    ...spanOf({ ...place, inValue: true }),
  }));
}

function namedIn(values: ConfigValues): NamedPath[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const takes = CONFIG_KEYS[key]?.takes;
    if (takes?.kind === "path") return [{ key, path: `${value}` }];
    if (takes?.kind === "sources") return pathsOfSources(key, value as readonly string[]);
    if (takes?.kind !== "json" || takes.pathsIn === undefined) return [];
    return takes.pathsIn(value).map((path, element) => ({
      ...{ key, path },
      ...(Array.isArray(value) && { element }),
    }));
  });
}

function pathsOfSources(key: string, sources: readonly string[]): NamedPath[] {
  return sources.flatMap((name, element) => {
    const source = parseSource(name);
    if (!source.ok || !("path" in source.value)) return [];
    const { kind, path } = source.value;
    return [{ key, element, path, isDatabase: kind === "database" }];
  });
}

async function isInside(
  bound: string,
  path: string,
  { isDatabase = false }: NamedPath,
): Promise<boolean> {
  if (pathBelow(bound, path) === undefined) return false;
  if (!isDatabase) return true;
  return pathBelow(await withoutLinks(bound), await withoutLinks(path)) !== undefined;
}

function foreign(path: string, { user, workTree }: UntrustedOwner): Diagnostic {
  const trust = workTree === undefined
    ? ""
    : `, or run git config --global --add safe.directory "${workTree}"`;
  return misuse("foreign-config", {
    message: `Cannot use "${path}": it belongs to another user (${user})`,
    hint: `Read it, then name it with --config "${path}"${trust}`,
  });
}
