import { fileURLToPath } from "node:url";
// Not used here: the plugin uses this version, and could not work with the one it would choose.
import "npm:typescript@5.9.3";
import { rollup } from "npm:rollup@4.68.8";
import { dts } from "npm:rollup-plugin-dts@6.5.1";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * The types of the exports of these modules, by the names of the modules: `index.d.ts` for `index`,
 * and a separate file with what several of them share. The modules are given by their files,
 * relative to the root of the repository.
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

/** The types of the exports of the single file. */
export async function typesForUrl(): Promise<string> {
  const [types] = (await declarationsOf(new Map([["penumbra", "mod.ts"]]))).values();
  return types!;
}

/** The declarations, with a reference that programs with an older target need. */
function withLibraries(code: string): string {
  return /\b(?:asyncDispose|AsyncDisposable)\b/.test(code)
    ? `/// <reference lib="esnext.disposable" />\n${code}`
    : code;
}
