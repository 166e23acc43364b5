import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createPathsMatcher, parseTsconfig } from "npm:get-tsconfig@4.14.3";
import { resolveExports, resolveImports } from "npm:resolve-pkg-maps@1.0.0";
import { mayRead } from "../files/file_system.ts";
import { moduleCandidates } from "./module_candidates.ts";

/** The fields of a package.json that affect names, if they are valid. */
interface PackageMap {
  readonly name?: unknown;
  readonly main?: unknown;
  readonly type?: unknown;
  readonly exports?: Parameters<typeof resolveExports>[0];
  readonly imports?: Parameters<typeof resolveImports>[0];
}

/**
 * The `file:` URL that a name in the module at another URL resolves to in Node and bundlers: a
 * path, a mapping in the nearest tsconfig.json, `#names` of the own package, or a package in the
 * `node_modules` around the file. Links are resolved. Undefined if there is no such file, or it may
 * not be read.
 * https://nodejs.org/api/esm.html#resolution-algorithm-specification
 */
export function resolveName(name: string, from: string): string | undefined {
  const path = pathOf(name, fileURLToPath(from));
  return path === undefined ? undefined : pathToFileURL(realpathSync(path)).href;
}

/** Whether a file is CommonJS: by its extension, by its package, or because it has no module syntax. */
export function isCommonJs(url: string): boolean {
  const path = fileURLToPath(url);
  const [, kind] = /\.([mc]?)jsx?$/.exec(path) ?? [];
  if (kind !== "") return kind === "c";
  const [nearest] = nearestPackage(path);
  if (nearest?.type === "module") return false;
  return !/^[^\S\r\n]*(?:import\b(?!\s*\()|export\b)/m.test(readFileSync(path, "utf8"));
}

/** The path that a name in the file at `from` resolves to. */
function pathOf(name: string, from: string): string | undefined {
  if (/^\.{0,2}\/|^\.{1,2}$/.test(name)) return fileAt(resolve(dirname(from), name));
  if (name.startsWith("#")) return ownImport(name, from);
  return firstOf(configuredPaths(name, from), fileAt) ?? inPackages(name, from);
}

/** The file for a path: that file, one with an extension added, or the entry of a folder. */
function fileAt(path: string): string | undefined {
  const url = pathToFileURL(path).href;
  const file = moduleCandidates(url).map((it) => fileURLToPath(it)).find(isFile);
  if (file !== undefined) return file;
  const main = packageIn(path)?.main;
  return typeof main === "string" ? fileAtMain(join(path, main)) : undefined;
}

/** Like `fileAt`, but ignores package.json. */
function fileAtMain(path: string): string | undefined {
  return moduleCandidates(pathToFileURL(path).href).map((it) => fileURLToPath(it)).find(isFile);
}

/** The paths for a name from `paths` and `baseUrl` of the nearest tsconfig.json, the best first. */
function configuredPaths(name: string, from: string): string[] {
  const path = firstOf(foldersAround(from), (folder) => {
    const file = join(folder, "tsconfig.json");
    return isFile(file) ? file : undefined;
  });
  if (path === undefined) return [];
  try {
    return createPathsMatcher({ path, config: parseTsconfig(path) })?.(name) ?? [];
  } catch {
    // It is invalid, or extends a missing file: the user's compiler reports that.
    return [];
  }
}

function ownImport(name: string, from: string): string | undefined {
  const [nearest, folder] = nearestPackage(from);
  const { imports } = nearest ?? {};
  if (imports === undefined) return undefined;
  return withConditions(
    (conditions) => resolveImports(imports, name, conditions),
    (target) => target.startsWith("./") ? fileAt(join(folder, target)) : pathOf(target, from),
  );
}

function inPackages(name: string, from: string): string | undefined {
  const [, packageName, subpath] = /^((?:@[^/]+\/)?[^/@#~.][^/]*)(?:\/(.*))?$/.exec(name) ?? [];
  if (packageName === undefined) return undefined;
  const [own, ownFolder] = nearestPackage(from);
  const folders = [
    // A package may import itself by name, through its exports.
    ...(own?.name === packageName && own.exports !== undefined ? [ownFolder] : []),
    ...foldersAround(from).map((folder) => join(folder, "node_modules", packageName)),
  ];
  return firstOf(folders, (folder) => inPackage(folder, subpath));
}

function inPackage(folder: string, subpath = ""): string | undefined {
  const { exports } = packageIn(folder) ?? {};
  if (exports === undefined || exports === null) return fileAt(join(folder, subpath));
  return withConditions(
    (conditions) => resolveExports(exports, subpath, conditions),
    (target) => fileAt(join(folder, target)),
  );
}

/** The first existing file among the targets for `import`, else for `require`. */
function withConditions(
  targetsFor: (conditions: string[]) => string[],
  fileOf: (target: string) => string | undefined,
): string | undefined {
  return firstOf(["import", "require"], (kind) => {
    try {
      return firstOf(targetsFor(["node", kind]), fileOf);
    } catch {
      // The package has no such entry under these conditions.
      return undefined;
    }
  });
}

/** The package of a file, and its folder. */
function nearestPackage(path: string): readonly [PackageMap | undefined, string] {
  return firstOf(foldersAround(path), (folder) => {
    const found = packageIn(folder);
    return found && [found, folder] as const;
  }) ?? [undefined, ""];
}

function packageIn(folder: string): PackageMap | undefined {
  const path = join(folder, "package.json");
  if (!isFile(path)) return undefined;
  try {
    return Object(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

/** The folders above a path, the innermost first, that can be read without a permission prompt. */
function foldersAround(path: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); mayRead(folder); folder = dirname(folder)) {
    folders.push(folder);
    if (folder === dirname(folder)) break;
  }
  return folders;
}

function isFile(path: string): boolean {
  return mayRead(path) && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function firstOf<T, Found>(
  list: readonly T[],
  find: (it: T) => Found | undefined,
): Found | undefined {
  for (const it of list) {
    const found = find(it);
    if (found !== undefined) return found;
  }
  return undefined;
}
