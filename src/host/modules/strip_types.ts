/** The part of `node:module` that Deno 2.9 and Node 24 have, but their types lack. */
export interface TypeStripper {
  stripTypeScriptTypes(text: string, options: { readonly mode: "strip" | "transform" }): string;
}

/** The part that is usable in Node 24 only. */
interface ModuleHooks extends TypeStripper {
  registerHooks(hooks: {
    load(url: string, context: unknown, next: (url: string, context: unknown) => unknown): unknown;
  }): void;
}

/** The text without its types; line numbers are kept if types can simply be erased. */
export function withoutTypes(text: string, { stripTypeScriptTypes }: TypeStripper): string {
  try {
    return stripTypeScriptTypes(text, { mode: "strip" });
  } catch {
    // An enum must be transformed, and text that cannot be parsed throws again.
    return stripTypeScriptTypes(text, { mode: "transform" });
  }
}

/**
 * Makes Node load the user's TypeScript as other runtimes do: with enums, and as a module if it is
 * written as one, even if package.json says `"type": "commonjs"`, as `npm init` writes. Other
 * runtimes are not affected.
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

/** Syntax that only a module can have, at the start of a line. */
const MODULE_SYNTAX = /^[^\S\r\n]*(?:import\b(?!\s*\()|export\b|await\b)/m;
