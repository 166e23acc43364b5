import { fileURLToPath } from "node:url";
import { mappedName } from "./own_name.ts";

/** What some names in imports are to lead to. */
export interface OwnModule {
  readonly names: readonly string[];
  readonly exports: Exports;
}

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>;

/** The part of `node:module` that Deno 2.9 and Node 22 have, and no types do. */
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
 * From here on, an import of one of our names leads to ourselves, a bare name that this process knows
 * nothing of to the `node_modules` around the file that names it, and a path that is none to the
 * file that `moduleCandidates` finds for it. Everything else is found as before. Where the runtime
 * has no hooks, nothing changes.
 * https://nodejs.org/api/module.html#customization-hooks
 */
export async function findNames(own: OwnModule): Promise<void> {
  const { Bun: bun } = globalThis as { readonly Bun?: BunRuntime };
  if (bun !== undefined) return findNamesInBun(bun, own);
  const { default: node } = await (import("node:module") as unknown as Promise<
    { default: ModuleHooks }
  >);
  // Only loaded where a name is looked up at all.
  const { isCommonJs, resolveName } = await import("./resolve_name.ts");
  const isKnown = (name: string) =>
    isBare(name) && (node.isBuiltin(name) || mappedName(name) !== undefined);
  const found = new Map(own.names.map((name) => [urlOf(name), own.exports]));
  const urls = new Map<string, string>();
  // The modules that are made from text find their values there.
  Object.assign(globalThis, { [FOUND]: found });
  node.registerHooks?.({
    resolve(name, context, next) {
      if (own.names.includes(name)) return { url: urlOf(name), shortCircuit: true };
      const { parentURL, conditions } = context;
      const isTheirs = parentURL?.startsWith("file:") === true;
      // Deno 2.9 asks for `require` as well, that below included.
      if (!isTheirs || conditions?.includes("require") || isKnown(name)) return next(name, context);
      // Before Deno's own lookup, which throws for a folder and for what a bundler alone would find.
      if (/^(?:file|node|npm|jsr|https?|data|blob|penumbra):/.test(name)) {
        return next(name, context);
      }
      const file = hasScheme(name) ? undefined : resolveName(name, parentURL);
      // In Bun's words: Deno's own lookup would answer with a file of that name beside the parent.
      if (file === undefined) {
        throw new Error(`Cannot find module '${name}' imported from '${parentURL}'`);
      }
      if (!isCommonJs(file)) return { url: file, shortCircuit: true };
      // A URL without an ending, which would tell Deno more than it should know.
      const url = urls.get(file) ?? urlOf(`package-${urls.size}`);
      urls.set(file, url);
      // Handed on as values, since Deno would take the file of a CommonJS module for another kind.
      found.set(url, node.createRequire(parentURL)(fileURLToPath(file)));
      return { url, shortCircuit: true };
    },
    load(url, context, next) {
      const exports = found.get(url);
      // The names in a module are only asked for when the module itself came through here.
      if (exports === undefined) return next(url, context);
      return { format: "module", source: moduleText(url, exports), shortCircuit: true };
    },
  });
}

const FOUND = Symbol.for("penumbra:found");

function urlOf(name: string): string {
  return `penumbra:${name}`;
}

/** Bun looks for packages beside the file anyway. */
function findNamesInBun(bun: BunRuntime, { names, exports }: OwnModule): void {
  bun.plugin({
    name: "names",
    setup: (build) => {
      for (const name of names) build.module(name, () => ({ exports, loader: "object" }));
    },
  });
}

/** A module that exports these values; CommonJS as a whole is its own default. */
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
