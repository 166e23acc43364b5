import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { PLACE } from "./binary/bun_build.ts";
import {
  ADDON_PLACE,
  ADDON_SEARCH_PLACES,
  BUILD_PLACE,
  CREATED_REQUIRE,
  LIBSQL_PLACE,
  replaceInOne,
  replaceOnce,
  withLateBuiltins,
  withLateFunctions,
  withLateLibsql,
  withoutMachine,
  WORKER_PLACE,
  workerPlace,
} from "./bundle_patches.ts";
import { runProcess } from "./run_process.ts";
import { STAND_INS } from "./stand_ins.ts";
import { workerFiles } from "./worker_files.ts";

/** The repository, without a slash at its end. */
const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");

/** libSQL stays a package, since its native code differs between machines. */
const LIBSQL = "npm:libsql@*";

/** The program and the library in one file. */
export interface UrlBundle {
  /** Minified, because Deno reads and hashes all of it at every start. */
  readonly text: string;
  /** The same with a comment before each module, which says where it comes from. */
  readonly readable: string;
}

/**
 * The entry point with everything it needs in one file, for running it from a URL with one request.
 * The only npm package that is still downloaded is libSQL, when it is needed. `build` is printed by
 * `--version`.
 */
export async function bundleForUrl(build: string): Promise<UrlBundle> {
  const found = await workerFiles();
  const late = (path: string) => `import(${inQuotes(path)})`;
  const bundle = await bundleText([
    `import ${inQuotes("scripts/stand_ins.ts")};`,
    // A worker starts with the same file, whose URL then has a fragment with the worker's name.
    // Deno treats it as the main module in both cases.
    `const [, worker] = import.meta.url.split("#");`,
    ...found.map(({ name, file }) => `if (worker === "${name}") ${late(file)};`),
    // mod.ts has the same line, but in a bundle only this module is the main one.
    `if (import.meta.main && !worker) ${late("src/cli/main.ts")}.then(({ run }) => run());`,
    // Nothing imports from the main module, so it does not run what is only for importers.
    `const library = import.meta.main ? {} : require(${inQuotes("mod.ts")});`,
    `export const { ${await exportedNames()} } = library;`,
  ]);
  let text = replaceOnce(bundle, BUILD_PLACE, JSON.stringify(build));
  for (const { name } of found) {
    text = text.replace(workerPlace(name), `new URL("#${name}", import.meta.url)`);
  }
  refuseUnknownWorker([text]);
  const readable = withLateLibsql(withLateBuiltins(text, STAND_INS));
  return {
    text: `// @ts-self-types="./${TYPES_FOR_URL}"\n${await minify(readable)}`,
    readable,
  };
}

/** What importers get, without the types. */
async function exportedNames(): Promise<string> {
  return Object.keys(await import("../mod.ts")).join(", ");
}

/** The file that is served beside the bundle, with the types of its exports. */
export const TYPES_FOR_URL = "penumbra.d.ts";

/** The modules of the compiled program. */
export interface BinaryModules {
  /** By their paths, with `/`. `penumbra:addon` is left for the compiler to resolve. */
  readonly modules: ReadonlyMap<string, string>;
  /** The entry points, that of the program first. */
  readonly entries: readonly string[];
}

/** The modules of the compiled program; `build` is printed by `--version`. */
export async function bundleForBinary(build: string): Promise<BinaryModules> {
  const found = await workerFiles();
  const files = ["scripts/binary/entry.ts", ...found.map(({ file }) => file)];
  const entries = files.map((file) => file.replace(/\.ts$/, ".js"));
  const folder = await Deno.makeTempDir();
  try {
    await denoBundle("--code-splitting", "--outdir", folder, ...files);
    let modules = await readModules(folder);
    const patch = (place: RegExp, after: string) => {
      modules = replaceInOne(modules, place, after);
    };
    patch(BUILD_PLACE, JSON.stringify(build));
    patch(ADDON_PLACE, 'require("penumbra:addon").loadAddon()');
    for (const place of ADDON_SEARCH_PLACES) patch(place, "");
    patch(CREATED_REQUIRE, "var __require = (name) => globalThis.process.getBuiltinModule(name);");
    for (const [index, { name }] of found.entries()) {
      const url = `new URL(".${PLACE}/${entries[index + 1]}", import.meta.url)`;
      if (modules.values().some((text) => workerPlace(name).test(text))) {
        patch(workerPlace(name), url);
      }
    }
    refuseUnknownWorker(modules.values());
    modules = new Map(Array.from(modules, ([name, text]) => [name, withLateFunctions(text)]));
    return { modules, entries };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The modules of the npm package by name, all in one folder. */
export async function bundleForNpm(
  build: string,
  entryPoints: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const found = await workerFiles();
  const entries = new Map<string, string>();
  for (const [name, file] of entryPoints) {
    entries.set(name, `export * from ${inQuotes(file)};\n`);
  }
  entries.set("bin", `#!/usr/bin/env node\n${importOf("scripts/npm/bin.ts")}`);
  // Node has threads instead of workers.
  const scope = importOf("src/host/process/node_worker_scope.ts");
  for (const { name, file } of found) entries.set(name, scope + importOf(file));
  const folder = await Deno.makeTempDir();
  const outFolder = `${folder}/out`;
  try {
    for (const [name, text] of entries) await Deno.writeTextFile(`${folder}/${name}.ts`, text);
    const files = Array.from(entries.keys(), (name) => `${folder}/${name}.ts`);
    await denoBundle("--code-splitting", "--external", LIBSQL, "--outdir", outFolder, ...files);
    let modules = await readModules(outFolder);
    modules = replaceInOne(modules, BUILD_PLACE, JSON.stringify(build));
    modules = replaceInOne(modules, LIBSQL_PLACE, '"libsql"');
    for (const { name } of found) {
      const url = `new URL("./${name}.js", import.meta.url)`;
      modules = replaceInOne(modules, workerPlace(name), url);
    }
    refuseUnknownWorker(modules.values());
    return modules;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function importOf(file: string): string {
  return `import ${inQuotes(file)};\n`;
}

/** A file of the repository, for an import. */
function inQuotes(file: string): string {
  return JSON.stringify(`${ROOT}/${file}`);
}

function refuseUnknownWorker(texts: Iterable<string>): void {
  for (const text of texts) {
    const name = WORKER_PLACE.exec(text)?.[1];
    if (name !== undefined) throw new Error(`Cannot find the file that ${name} starts with`);
  }
}

/** The bundle of a module with these lines, without libSQL. */
async function bundleText(lines: readonly string[]): Promise<string> {
  const folder = await Deno.makeTempDir();
  const [entry, bundle] = [`${folder}/entry.ts`, `${folder}/bundle.js`];
  try {
    await Deno.writeTextFile(entry, lines.join("\n"));
    await denoBundle("--external", LIBSQL, "--output", bundle, entry);
    const text = await Deno.readTextFile(bundle);
    return withoutMachine(text.replaceAll(relative(ROOT, entry), "penumbra.js"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The same module in fewer characters. */
async function minify(module: string): Promise<string> {
  const folder = await Deno.makeTempDir();
  const [file, minified] = [`${folder}/module.js`, `${folder}/minified.js`];
  try {
    await Deno.writeTextFile(file, module);
    await denoBundle("--external", LIBSQL, "--minify", "--output", minified, file);
    return await Deno.readTextFile(minified);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function readModules(folder: string, below = ""): Promise<ReadonlyMap<string, string>> {
  const modules = new Map<string, string>();
  const entries = [...Deno.readDirSync(`${folder}/${below}`)];
  for (const { name, isDirectory } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    const path = `${below}${name}`;
    if (isDirectory) { for (const it of await readModules(folder, `${path}/`)) modules.set(...it); }
    else modules.set(path, withoutMachine(await Deno.readTextFile(`${folder}/${path}`)));
  }
  return modules;
}

async function denoBundle(...args: readonly string[]): Promise<void> {
  const options = ["--frozen", "--config", "deno.json", "--platform", "deno"];
  const { code, stderr } = await runProcess([Deno.execPath(), "bundle", ...options, ...args], {
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  });
  if (code !== 0) throw new Error(`Cannot bundle: ${stderr}`);
}
