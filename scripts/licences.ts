import { BUN_VERSION, LIBSQL_VERSION } from "./binary/targets.ts";
import { denoFolders } from "./deno_folders.ts";

/**
 * The licences of all npm packages in these modules, as the comments of `deno bundle` name them,
 * sorted by name; and, unless told otherwise, what is known about those that only an executable
 * contains.
 */
export async function licencesOf(
  modules: Iterable<string>,
  { executables = true }: { readonly executables?: boolean } = {},
): Promise<string> {
  const texts = (await packagesOf(modules)).map(({ name, version, licence, text }) =>
    `${name} ${version} (${licence})\n${text}`
  );
  return [HEAD, ...texts, ...(executables ? [OF_EXECUTABLES] : [])].join(RULE);
}

/** An npm package and its licence. */
export interface LicensedPackage {
  readonly name: string;
  readonly version: string;
  /** As package.json names it, an expression of SPDX. */
  readonly licence: string;
  /** An empty line and its full text, if the package contains it. */
  readonly text: string;
}

/** All npm packages that went into these modules, sorted by name. */
export async function packagesOf(modules: Iterable<string>): Promise<LicensedPackage[]> {
  const folders = await registries();
  const names = new Set([...modules].flatMap(packagesIn));
  return [...names].sort().map((name) => readPackage(folderOf(name, folders)));
}

const HEAD = "penumbra contains the work of others, under the licences below.\n";

const OF_EXECUTABLES = `The executables also hold:

Bun ${BUN_VERSION} (MIT), which holds JavaScriptCore (LGPL-2.0) and other libraries:
https://bun.com/docs/project/licensing

libSQL's addon, libsql ${LIBSQL_VERSION} (MIT): https://github.com/tursodatabase/libsql-js
`;

const RULE = `\n${"-".repeat(80)}\n\n`;

/** The packages that a bundle names: `commander/15.1.0`, `@clack/core/1.6.0`. */
function packagesIn(bundle: string): string[] {
  const comments = bundle.matchAll(/^\/\/ npm:((?:@[^/\n]+\/)?[^/\n]+\/\d[^/\n]*)\//gm);
  // A copy that Deno keeps for another set of peers has the same licence.
  return [...new Set([...comments].map(([, name]) => name!.replace(/_\d+$/, "")))];
}

function readPackage(folder: string): LicensedPackage {
  const { name, version, license } = JSON.parse(Deno.readTextFileSync(`${folder}/package.json`));
  const file = [...Deno.readDirSync(folder)].find((it) => /^licen[cs]e/i.test(it.name));
  const text = file === undefined ? "" : `\n${Deno.readTextFileSync(`${folder}/${file.name}`)}`;
  return { name, version, licence: license, text };
}

/** Deno's cache of packages: a folder for each registry. */
async function registries(): Promise<readonly string[]> {
  const { npmCache } = await denoFolders();
  const folders = [...Deno.readDirSync(npmCache)].filter((entry) => entry.isDirectory);
  return folders.map(({ name }) => `${npmCache}/${name}`);
}

/** The folder of a package from any registry. Throws if there is none. */
function folderOf(name: string, folders: readonly string[]): string {
  const found = folders.map((folder) => `${folder}/${name}`).find((it) => {
    try {
      return Deno.statSync(`${it}/package.json`).isFile;
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error(`Cannot find the licence of ${name}`);
  return found;
}
