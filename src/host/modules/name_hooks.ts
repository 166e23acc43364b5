import { fileURLToPath } from "node:url";
import { mappedName } from "./own_name.ts";

/** What some names in imports should resolve to. */
export interface OwnModule {
  readonly names: readonly string[];
  readonly exports: Exports;
}

/** The exports of a module, by name. */
export type Exports = Readonly<Record<string, unknown>>;

/** The part of `node:module` that Deno 2.9 and Node 22 have, but their types lack. */
interface ModuleHooks {
  registerHooks?(hooks: {
    resolve(name: string, context: ResolveContext, next: Resolve): Resolution;
    load(url: string, context: unknown, next: (url: string, context: unknown) => unknown): unknown;
  }): void;
  createRequire(url: string): (path: string) => Exports;
  isBuiltin(name: string): boolean;
}

interface ResolveContext {
  readonly parentURL?: string;
  readonly conditions?: readonly string[];
}

interface Resolution {
  readonly url: string;
  readonly shortCircuit?: boolean;
}

type Resolve = (name: string, context: ResolveContext) => Resolution;

/** The part of Bun that is used here. https://bun.com/docs/runtime/plugins */
interface BunRuntime {
  plugin(options: {
    readonly name: string;
    setup(build: {
      module(name: string, load: () => Exports): void;
    }): void;
  }): void;
}

/**
 * Installs resolution hooks: imports of our names resolve to the running program, bare names
 * unknown to this process to the `node_modules` around the importing file, and missing paths to the
 * file that `moduleCandidates` finds. Everything else resolves as before. Without hooks in the
 * runtime, nothing changes.
 * https://nodejs.org/api/module.html#customization-hooks
 */
export async function installNameHooks(own: OwnModule): Promise<void> {
  const { Bun: bun } = globalThis as { readonly Bun?: BunRuntime };
  if (bun !== undefined) return findNamesInBun(bun, own);
  const { default: node } = await (import("node:module") as unknown as Promise<
    { default: ModuleHooks }
  >);
  // Loaded only when a name needs it.
  const { isCommonJs, resolveName } = await import("./resolve_name.ts");
  const isKnown = (name: string) =>
    isBare(name) && (node.isBuiltin(name) || mappedName(name) !== undefined);
  const found = new Map(own.names.map((name) => [urlOf(name), own.exports]));
  const urls = new Map<string, string>();
  // Modules generated from text read their values from there.
  Object.assign(globalThis, { [FOUND]: found });
  node.registerHooks?.({
    resolve(name, context, next) {
      if (own.names.includes(name)) return { url: urlOf(name), shortCircuit: true };
      const { parentURL, conditions } = context;
      const isTheirs = parentURL?.startsWith("file:") === true;
      // Deno 2.9 also calls this for `require`, including the one below.
      if (!isTheirs || conditions?.includes("require") || isKnown(name)) return next(name, context);
      // Before Deno's own lookup, which throws for a folder and for paths that only a bundler
      // resolves.
      if (/^(?:file|node|npm|jsr|https?|data|blob|penumbra):/.test(name)) {
        return next(name, context);
      }
      const file = hasScheme(name) ? undefined : resolveName(name, parentURL);
      // With Bun's message: Deno's own lookup would return a file of that name next to the parent.
      if (file === undefined) {
        throw new Error(`Cannot find module '${name}' imported from '${parentURL}'`);
      }
      if (!isCommonJs(file)) return { url: file, shortCircuit: true };
      // A URL without an extension, from which Deno would infer a kind of module.
      const url = urls.get(file) ?? urlOf(`package-${urls.size}`);
      urls.set(file, url);
      // Passed on as values, since Deno would mistake a CommonJS module for another kind.
      found.set(url, node.createRequire(parentURL)(fileURLToPath(file)));
      return { url, shortCircuit: true };
    },
    load(url, context, next) {
      const exports = found.get(url);
      // The names in a module are looked up only if the module itself came through these hooks.
      if (exports === undefined) return next(url, context);
      return { format: "module", source: moduleText(url, exports), shortCircuit: true };
    },
  });
}

const FOUND = Symbol.for("penumbra:found");

function urlOf(name: string): string {
  return `penumbra:${name}`;
}

/** Bun looks for packages next to the file anyway. */
function findNamesInBun(bun: BunRuntime, { names, exports }: OwnModule): void {
  bun.plugin({
    name: "names",
    setup: (build) => {
      for (const name of names) build.module(name, () => ({ exports, loader: "object" }));
    },
  });
}

/**
 * The text of a module that exports these values; a CommonJS module as a whole is the default
 * export.
 */
function moduleText(url: string, exports: Exports): string {
  const isModule = Object.prototype.toString.call(exports) === "[object Module]";
  const names = Object.keys(exports).filter((name) => isModule || name !== "default");
  return [
    `const found = globalThis[Symbol.for(${JSON.stringify(FOUND.description)})];`,
    `const exports = found.get(${JSON.stringify(url)});`,
    ...names.map((name, index) =>
      `const value${index} = exports[${JSON.stringify(name)}];\n` +
      `export { value${index} as ${JSON.stringify(name)} };`
    ),
    ...(isModule ? [] : ["export default exports;"]),
  ].join("\n");
}

function isBare(name: string): boolean {
  return !/^\.{0,2}\//.test(name) && !hasScheme(name);
}

function hasScheme(name: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(name);
}
