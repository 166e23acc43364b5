import process from "node:process";
import type { StandIn } from "./stand_ins.ts";

/**
 * The text with one place replaced. Throws if the place is missing or occurs more than once:
 * otherwise a patch could be missing without being noticed.
 */
export function replaceOnce(text: string, before: RegExp, after: string): string {
  const count = text.match(new RegExp(before, `${before.flags}g`))?.length ?? 0;
  if (count !== 1) throw new Error(`Cannot patch the bundle: ${before} is in it ${count} times`);
  return text.replace(before, () => after);
}

/**
 * The modules with the place replaced, which exactly one of them has. Throws like `replaceOnce`.
 */
export function replaceInOne(
  modules: ReadonlyMap<string, string>,
  before: RegExp,
  after: string,
): ReadonlyMap<string, string> {
  const names = [...modules.keys()].filter((name) => before.test(modules.get(name)!));
  if (names.length !== 1) {
    throw new Error(`Cannot patch the modules: ${before} is in ${names.length} of them`);
  }
  const name = names[0]!;
  return new Map(modules).set(name, replaceOnce(modules.get(name)!, before, after));
}

/** The text for which `deno bundle` leaves a placeholder: the build. */
export const BUILD_PLACE = /(?<=\bBUILD = )""(?=;)/;

/** Where libSQL is loaded, as Deno writes it. */
export const LIBSQL_PLACE = /"npm:libsql@[\d.]+"/;

/** Where a worker is opened with its file; the name is the first group. */
export const WORKER_PLACE = /new URL\("\.\/(\w+)\.ts", import\.meta\.url\)/;

/** The place where the worker with this name is opened: the file name without its extension. */
export function workerPlace(name: string): RegExp {
  return new RegExp(WORKER_PLACE.source.replace("(\\w+)", name));
}

/** Where libsql 0.5.29 loads its native functions by a computed name. */
export const ADDON_PLACE = /(?<= \} = )requireNative\(\)(?=;)/;

/** What libsql 0.5.29 loads only to compute that name. */
export const ADDON_SEARCH_PLACES = [
  /var \{ load, currentTarget \} = require_\w+\(\);/,
  /var \{ familySync, GLIBC, MUSL \} = require_\w+\(\);/,
];

/** Paths from a bundle into Deno's cache of npm packages, which differ between machines. */
const CACHE_PATH = /(?<=^ *\/\/ |")(?:\.\.\/)+(?:[^"\n]+\/)?npm\/[^/"\n]+\.[^/"\n]+\//gm;

/** The text without paths of this machine. */
export function withoutMachine(text: string): string {
  return text.replace(CACHE_PATH, "npm:");
}

/**
 * A bundle in one file that loads built-in modules late: a whole module when something of it is
 * used, a function of one when it is called, and anything else when the importing module runs.
 * `deno bundle` moves such imports to the top of the file, where `--version` would wait for all of
 * them: the first one alone takes Deno 2.9 half as long as an empty program. What every command
 * needs comes from stand-ins. Imports of a module that runs immediately stay at the top.
 */
export function withLateBuiltins(bundle: string, standIns: readonly StandIn[] = []): string {
  const text = bundle.replace(CREATED_REQUIRE, "var __require = __builtin;");
  const modules = text.split(/^(?=\/\/ )/m).map(withLateImports);
  return lateBuiltins(standIns.map((it) => loadedFrom(it, bundle))) + modules.join("");
}

/** The head of the bundle. `process` in full, since a module may have a variable of that name. */
function lateBuiltins(cases: readonly string[]): string {
  return `var __builtin = (name) => ${cases.join("")}globalThis.process.getBuiltinModule(name);
${LATE}`;
}

/** A function that loads a module, or a part of one, when it is used. */
const LATE = `var __late = (load) => new Proxy(function () {}, {
  get: (_, key) => load()[key],
  set: (_, key, value) => Reflect.set(load(), key, value),
  apply: (_, receiver, args) => Reflect.apply(load(), receiver, args),
});
`;

/**
 * A module of the compiled program that loads what it rarely needs when that is called: Bun takes as
 * long for each of these built-in modules as for reading hundreds of files.
 */
export function withLateFunctions(module: string): string {
  const text = module.replace(BUILTIN_IMPORT, (line, clause: string, specifier: string) => {
    const { whole, parts } = bindings(clause);
    const isLate = RARE_BUILTINS.has(JSON.parse(specifier)) &&
      parts.every(({ name }) => isFunction(specifier, name));
    if (!isLate) return line;
    const loaded = `globalThis.process.getBuiltinModule(${specifier})`;
    return [
      ...(whole === undefined ? [] : [`var ${whole} = __late(() => ${loaded});`]),
      ...parts.map(({ name, local }) => `var ${local} = __late(() => ${loaded}.${name});`),
    ].join("\n");
  });
  return text === module ? module : LATE + text;
}

const RARE_BUILTINS: ReadonlySet<unknown> = new Set(["node:child_process", "node:util"]);

/** The start of a conditional expression that loads a stand-in. */
function loadedFrom({ builtin, name, isPosix }: StandIn, bundle: string): string {
  const load = new RegExp(`^// npm:${name}/.*\\nvar (require_\\w+) = `, "m").exec(bundle)?.[1];
  if (load === undefined) throw new Error(`Cannot patch the bundle: ${name} is not in it`);
  const where = isPosix ? ' && Deno.build.os !== "windows"' : "";
  return `name === "${builtin}"${where} ? ${load}() : `;
}

/**
 * A bundle in one file that resolves libSQL when it is loaded. A literal name would be resolved in
 * every run, with all packages it may need, and downloaded in the first one, even for a target that
 * does not need it.
 */
export function withLateLibsql(bundle: string): string {
  const name = LIBSQL_PLACE.exec(bundle)?.[0] ?? "";
  return replaceOnce(bundle, LIBSQL_PLACE, `[${name}].join()`);
}

/** Whether a bundle, minified or not, loads built-in modules before they are needed. */
export function loadsBuiltinsAtOnce(bundle: string): boolean {
  return /(?:^|;)import(?:[^;"(]*from)? ?"node:[^"]+";/m.test(bundle);
}

/** The preamble of `deno bundle` for CommonJS modules, which only require built-in modules. */
export const CREATED_REQUIRE =
  /^import \{ createRequire as \w+ \} from "node:module";\nvar __require = .*;$/m;

/** An import of a built-in module, as `deno bundle` writes it. */
const BUILTIN_IMPORT = /^import ([^;"]+) from ("node:[^"]+");$/gm;

/**
 * One module of a bundle, with its imports moved into the function that runs it, if there is one.
 */
function withLateImports(module: string): string {
  const head = /^var init_\w+ = __esm\(\{\n {2}".*"\(\) \{\n/m.exec(module)?.[0];
  if (head === undefined) return module;
  const assignments: string[] = [];
  const text = module.replace(BUILTIN_IMPORT, (_, clause: string, specifier: string) => {
    const { whole, parts } = bindings(clause);
    const module = `__builtin(${specifier})`;
    if (whole !== undefined) assignments.push(`    ${whole} = __late(() => ${module});\n`);
    for (const { name, local } of parts) {
      const part = `${module}.${name}`;
      const value = isFunction(specifier, name) ? `__late(() => ${part})` : part;
      assignments.push(`    ${local} = ${value};\n`);
    }
    return `var ${[whole ?? [], ...parts.map(({ local }) => local)].flat().join(", ")};`;
  });
  return text.replace(head, () => head + assignments.join(""));
}

/** The bindings of an import: a variable for the whole module, and variables for parts of it. */
interface Bindings {
  readonly whole: string | undefined;
  readonly parts: readonly { readonly name: string; readonly local: string }[];
}

/**
 * The bindings of an import: `a`, `* as a`, `{ a, b as c }`, or the first and the last together.
 */
function bindings(clause: string): Bindings {
  const found = /^(?:(?:\* as )?([\w$]+))?(?:,\s*)?(?:\{([^}]*)\})?$/.exec(clause.trim());
  if (found === null) throw new Error(`Cannot read what an import binds: ${clause}`);
  const [, whole, list] = found;
  const pairs = (list ?? "").split(",").map((it) => it.trim().split(" as ")).filter(([it]) => it);
  return { whole, parts: pairs.map((pair) => ({ name: pair[0]!, local: pair.at(-1)! })) };
}

/** Whether a part of a module is a function that is called, rather than a class or a value. */
function isFunction(specifier: string, name: string): boolean {
  const module = process.getBuiltinModule(JSON.parse(specifier)) as unknown as object;
  return /^[a-z]/.test(name) && typeof Reflect.get(module, name) === "function";
}
