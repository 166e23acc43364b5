/** The part of `node:module` that Deno 2.9 and Node 24 have, and no types do. */
export interface TypeStripper {
  stripTypeScriptTypes(text: string, options: { readonly mode: "strip" | "transform" }): string;
}

/** The part of it that Node 24 alone has as it is needed here. */
interface ModuleHooks extends TypeStripper {
  registerHooks(hooks: {
    load(url: string, context: unknown, next: (url: string, context: unknown) => unknown): unknown;
  }): void;
}

/** The text without its types, on the same lines where it holds nothing but types to be left out. */
export function withoutTypes(text: string, { stripTypeScriptTypes }: TypeStripper): string {
  try {
    return stripTypeScriptTypes(text, { mode: "strip" });
  } catch {
    // An enum needs more than that, and what cannot be parsed is told again.
    return stripTypeScriptTypes(text, { mode: "transform" });
  }
}

/**
 * From here on, Node loads the user's TypeScript as other runtimes do: with enums, and as a module
 * wherever it is written as one, though package.json says `"type": "commonjs"`, as `npm init` has it.
 * Other runtimes are left alone.
 */
export async function stripTypesInNode(): Promise<void> {
  if ("Deno" in globalThis || "Bun" in globalThis) return;
  const { default: node } = await (import("node:module") as unknown as Promise<
    { default: ModuleHooks }
  >);
  const { readFileSync } = await import("node:fs");
  node.registerHooks({
    load(url, context, next) {
      if (!/^file:.*\.m?ts$/.test(url) || url.includes("/node_modules/")) return next(url, context);
      const text = readFileSync(new URL(url), "utf8");
      if (!MODULE_SYNTAX.test(text)) return next(url, context);
      return { format: "module", source: withoutTypes(text, node), shortCircuit: true };
    },
  });
}

/** What only a module can hold, at the start of a line. */
const MODULE_SYNTAX = /^[^\S\r\n]*(?:import\b(?!\s*\()|export\b|await\b)/m;
