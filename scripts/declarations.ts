import { fileURLToPath } from "node:url";
// Not used here: the plugin takes this one, where it would take one that it cannot work with.
import "npm:typescript@5.9.3";
import { rollup } from "npm:rollup@4.68.8";
import { dts } from "npm:rollup-plugin-dts@6.5.1";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * The types of what these modules export, by the names of the modules: `index.d.ts` for `index`, and
 * what several of them share in a file of its own. The modules are named by their files, from the root
 * of the repository.
 */
export async function declarationsOf(
  modules: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const input = Object.fromEntries(Array.from(modules, ([name, file]) => [name, `${ROOT}${file}`]));
  const bundle = await rollup({
    input,
    external: /^(?:npm|node):/,
    plugins: [
      dts({ compilerOptions: { strict: true, allowImportingTsExtensions: true, types: [] } }),
    ],
    onwarn: ({ message }) => {
      throw new Error(`Cannot gather the types: ${message}`);
    },
  });
  const { output } = await bundle.generate({ chunkFileNames: "types.d.ts" });
  return new Map(
    output.map((it) => [it.fileName, it.type === "chunk" ? withLibraries(it.code) : ""]),
  );
}

/** The types of what the single file exports. */
export async function typesForUrl(): Promise<string> {
  const [types] = (await declarationsOf(new Map([["penumbra", "mod.ts"]]))).values();
  return types!;
}

/** The declarations, with what a program must know for them that sets an older target. */
function withLibraries(code: string): string {
  return /\b(?:asyncDispose|AsyncDisposable)\b/.test(code)
    ? `/// <reference lib="esnext.disposable" />\n${code}`
    : code;
}
