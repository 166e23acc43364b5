import { type Loopback, serve } from "../../tests/distribution/loopback.ts";
import { denoFolders } from "../deno_folders.ts";
import { runProcess } from "../run_process.ts";

/** The name and version that a path asks for: `libsql`, `@libsql/linux-x64-gnu/0.5.29.tgz`. */
const ASKED = /^((?:@[\w.-]+\/)?[\w.-]+?)(?:\/([\w.-]+)\.tgz)?$/;

/**
 * An npm registry with the package in `file`, a tarball, and with every package that Deno has in its
 * cache, so that npm installs ours and what it depends on without a network.
 */
export async function serveNpmRegistry(file: string): Promise<Loopback> {
  const cache = `${(await denoFolders()).npmCache}/registry.npmjs.org`;
  const own = JSON.parse(await output("tar", "xzOf", file, "package/package.json"));
  const registry = serve(async (path) => {
    const [, name = "", version] = ASKED.exec(path) ?? [];
    if (version !== undefined) {
      return name === own.name
        ? await Deno.readFile(file)
        : await pack(`${cache}/${name}/${version}`);
    }
    const manifests = name === own.name ? [own] : await manifestsIn(`${cache}/${name}`);
    if (manifests.length === 0) return undefined;
    const versions = manifests.map((it) => [it.version, {
      ...it,
      dist: { tarball: `${registry.url}${name}/${it.version}.tgz` },
    }]);
    const latest = manifests.at(-1)!.version;
    return JSON.stringify({
      name,
      "dist-tags": { latest },
      versions: Object.fromEntries(versions),
    });
  });
  return registry;
}

/** The used part of a package.json; npm gets all of it unchanged. */
interface Manifest {
  readonly version: string;
}

async function manifestsIn(folder: string): Promise<readonly Manifest[]> {
  const manifests: Manifest[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (!isDirectory) continue;
      const text = await Deno.readTextFile(`${folder}/${name}/package.json`);
      manifests.push(JSON.parse(text));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return manifests;
}

/** The files of a folder as the tarball of a package. */
async function pack(folder: string): Promise<Uint8Array<ArrayBuffer>> {
  const { stdout } = await new Deno.Command("tar", {
    args: ["czf", "-", "--transform", "s,^\\.,package,", "-C", folder, "."],
  }).output();
  return stdout;
}

async function output(...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runProcess(words);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}
