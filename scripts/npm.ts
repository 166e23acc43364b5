/**
 * `deno task npm`: the npm package, in a folder and packed by
 * `npm pack`. Prints the file that may be installed or published, and its size.
 */
import { dirname } from "node:path";
import { LIBSQL_VERSION } from "../src/host/engines/libsql.ts";
import { VERSION } from "../src/base/version.ts";
import { REPOSITORY, withAddress } from "./address.ts";
import { bundleForNpm } from "./bundle.ts";
import { buildInfo } from "./build_info.ts";
import { OUT_FOLDER } from "./compile.ts";
import { licencesOf } from "./licences.ts";
import { readOptions, text } from "./options.ts";
import { declarationsOf } from "./declarations.ts";
import { NPM_SHELL } from "./npm/node.ts";
import { OLDEST_NODE } from "./npm/oldest_node.ts";
import { runProcess } from "./run_process.ts";

const ROOT = new URL("../", import.meta.url);

/** The skill for coding agents in the package. */
export const SKILL = "skills/penumbra/SKILL.md";

/** Where a package is written, and where its sources are. */
export interface NpmPlan {
  /** Receives a folder `npm` and the packed file. */
  readonly folder: string;
  /** The URL of the repository, which npm requires for provenance. */
  readonly repository?: string;
}

/** Writes the package and packs it; returns the path of the packed file. */
export async function packForNpm({ folder, repository = REPOSITORY }: NpmPlan): Promise<string> {
  const place = `${folder}/npm`;
  await Deno.remove(place, { recursive: true }).catch(() => {});
  await Deno.mkdir(place, { recursive: true });
  const entryPoints = await readEntryPoints();
  const [modules, declarations] = await Promise.all([
    bundleForNpm(await buildInfo("npm"), entryPoints),
    declarationsOf(entryPoints),
  ]);
  const files = new Map([
    ...modules,
    ...declarations,
    [
      "package.json",
      JSON.stringify(manifest([...entryPoints.keys()], repository), undefined, 2) + "\n",
    ],
    ["LICENCES.txt", await licencesOf(modules.values(), { executables: false })],
    ...await Promise.all(
      ["README.md", "LICENSE"].map(async (name) =>
        [name, withAddress(await Deno.readTextFile(new URL(name, ROOT)), repository)] as const
      ),
    ),
  ]);
  for (const [name, text] of files) await Deno.writeTextFile(`${place}/${name}`, text);
  await Deno.mkdir(`${place}/${dirname(SKILL)}`, { recursive: true });
  await Deno.copyFile(new URL("scripts/npm/SKILL.md", ROOT), `${place}/${SKILL}`);
  const pack = [...NPM_SHELL, "npm", "pack", "--silent", "--pack-destination", folder];
  const { code, stdout, stderr } = await runProcess(pack, { cwd: place });
  if (code !== 0) throw new Error(`Cannot pack: ${stderr}`);
  return `${folder}/${stdout.trim()}`;
}

/** The entry points, by the names of their files in the package, as in deno.json. */
async function readEntryPoints(): Promise<ReadonlyMap<string, string>> {
  const { exports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  return new Map(
    Object.entries(exports as Readonly<Record<string, string>>).map(([subpath, file]) => [
      subpath === "." ? "index" : subpath.slice("./".length),
      file.slice("./".length),
    ]),
  );
}

function manifest(entryPoints: readonly string[], repository: string) {
  const exports = entryPoints.map((name) => {
    const subpath = name === "index" ? "." : `./${name}`;
    return [subpath, { types: `./${name}.d.ts`, default: `./${name}.js` }];
  });
  return {
    name: "penumbra",
    version: VERSION,
    description: "Schema migrations for SQLite and libSQL: only the difference, proven with rows",
    keywords: ["sqlite", "libsql", "turso", "d1", "migrations", "schema", "diff"],
    license: "MIT",
    ...(repository && { repository: { type: "git", url: repository } }),
    type: "module",
    bin: { penumbra: "bin.js" },
    exports: { ...Object.fromEntries(exports), "./package.json": "./package.json" },
    types: "./index.d.ts",
    sideEffects: ["./bin.js", "./*_worker.js"],
    engines: { node: `>=${OLDEST_NODE}` },
    optionalDependencies: { libsql: LIBSQL_VERSION },
    publishConfig: { access: "public", provenance: true },
  };
}

if (import.meta.main) {
  const { out: folder, repository } = readOptions("npm", {
    out: text("folder", "Where to write", OUT_FOLDER),
    repository: text("url", "The repository in its package.json", REPOSITORY),
  });
  const file = await packForNpm({ folder, repository });
  const { size } = await Deno.stat(file);
  console.log(`${(size / 1e6).toFixed(2)} MB  ${file}`);
}
