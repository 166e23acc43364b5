/** The name under which a schema imports this program. */
export const OWN_NAME = "penumbra";

/**
 * What that name means in this process: the front door. A bundle that holds the whole program in one
 * file replaces this by its own URL.
 */
const OWN_MODULE = new URL("../../mod.ts", import.meta.url).href;

/** The part of `node:module` that Deno 2.9 and Node 22 have, and no types do. */
interface ModuleHooks {
  registerHooks?(hooks: {
    resolve(name: string, context: ResolveContext, next: Resolve): Resolution;
    load(url: string, context: unknown, next: (url: string, context: unknown) => unknown): unknown;
  }): void;
  createRequire(url: string): { resolve(name: string): string };
}

interface ResolveContext {
  readonly parentURL?: string;
}

interface Resolution {
  readonly url: string;
  readonly shortCircuit?: boolean;
}

type Resolve = (name: string, context: ResolveContext) => Resolution;

/**
 * From here on, `import … from "penumbra"` leads to this program, and a bare name that this process
 * knows nothing of is looked up in the `node_modules` around the file that names it. Everything else
 * is found as before. Where the runtime has no hooks, nothing changes.
 * https://nodejs.org/api/module.html#customization-hooks
 */
export async function findNames(): Promise<void> {
  // What is loaded later than the hooks cannot come from a URL (Deno 2.9.6: "unprepared module").
  await import(OWN_MODULE);
  const [{ default: node }, { pathToFileURL }] = await Promise.all([
    import("node:module") as unknown as Promise<{ default: ModuleHooks }>,
    import("node:url"),
  ]);
  node.registerHooks?.({
    resolve(name, context, next) {
      if (name === OWN_NAME) return { url: OWN_MODULE, shortCircuit: true };
      const found = next(name, context);
      const { parentURL } = context;
      if (parentURL === undefined || !isBare(name)) return found;
      // For a bare name it does not know, Deno answers with a file of that name beside the parent.
      if (found.url !== new URL(`./${name}`, parentURL).href) return found;
      const path = node.createRequire(parentURL).resolve(name);
      return { url: pathToFileURL(path).href, shortCircuit: true };
    },
    // The names in a module are only asked for when the module itself came through here.
    load: (url, context, next) => next(url, context),
  });
}

function isBare(name: string): boolean {
  return !/^(?:\.{0,2}\/|[a-z][a-z0-9+.-]*:)/i.test(name);
}
