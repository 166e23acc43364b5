import { moduleCandidates } from "./module_candidates.ts";
import { type TypeStripper, withoutTypes } from "./strip_types.ts";

/** The part of `node:module` that Deno 2.9 has, but its types lack. */
interface ModuleHooks extends TypeStripper {
  registerHooks(hooks: {
    resolve(
      name: string,
      context: { readonly parentURL?: string },
      next: (name: string, context: unknown) => unknown,
    ): unknown;
    load(url: string, context: unknown, next: (url: string, context: unknown) => unknown): unknown;
  }): void;
}

/** The part of Bun that is used here. https://bun.com/docs/runtime/plugins */
interface BunRuntime {
  plugin(options: {
    readonly name: string;
    setup(build: {
      onLoad(
        options: { readonly filter: RegExp },
        load: (file: { readonly path: string }) => Loaded | undefined,
      ): void;
    }): void;
  }): void;
}

interface Loaded {
  readonly contents: string;
  readonly loader: "ts" | "js";
}

/**
 * From now on, an import of one of these `file:` URLs loads this text, whatever is on disk.
 * https://nodejs.org/api/module.html#customization-hooks
 */
export async function serveTexts(texts: ReadonlyMap<string, string>): Promise<void> {
  const { Bun: bun } = globalThis as { readonly Bun?: BunRuntime };
  if (bun !== undefined) return await serveTextsInBun(bun, texts);
  const { default: node } = await (import("node:module") as unknown as Promise<
    { default: ModuleHooks }
  >);
  node.registerHooks({
    resolve(name, context, next) {
      const { parentURL } = context;
      const path = URL.canParse(name, parentURL) ? new URL(name, parentURL).href : "";
      const url = moduleCandidates(path).find((it) => texts.has(it));
      return url === undefined ? next(name, context) : { url, shortCircuit: true };
    },
    load(url, context, next) {
      const text = texts.get(url);
      if (text === undefined) return next(url, context);
      // Deno 2.9 treats source from hooks as JavaScript, whatever the format says.
      const source = isTypeScript(url) ? withoutTypes(text, node) : text;
      return { format: "module", source, shortCircuit: true };
    },
  });
}

async function serveTextsInBun(
  bun: BunRuntime,
  texts: ReadonlyMap<string, string>,
): Promise<void> {
  const { pathToFileURL } = await import("node:url");
  bun.plugin({
    name: "texts",
    setup: (build) =>
      build.onLoad({ filter: /\.[mc]?[jt]s$/ }, ({ path }) => {
        const contents = texts.get(pathToFileURL(path).href);
        if (contents === undefined) return undefined;
        return { contents, loader: isTypeScript(path) ? "ts" : "js" };
      }),
  });
}

function isTypeScript(name: string): boolean {
  return /\.[mc]?ts$/i.test(name);
}
