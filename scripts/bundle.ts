import { fileURLToPath } from "node:url";
import { PLACE } from "./binary/bun_build.ts";
import {
  ADDON_PLACE,
  ADDON_SEARCH_PLACES,
  BUILD_PLACE,
  replaceInOne,
  replaceOnce,
  withLateBuiltins,
  withoutMachine,
  WORKER_PLACE,
} from "./bundle_patches.ts";

/** The repository, without a slash at its end. */
const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");

const WORKER = "src/host/time_limit_worker.ts";
const LIBSQL = "npm:libsql@*";

/**
 * The front door and all it needs in one file, for people who run it from a URL: one request, and
 * of npm packages libSQL alone is left to fetch. `build` is what `--version` says of it.
 */
export async function bundleForUrl(build: string): Promise<string> {
  const [door, worker] = await Promise.all([bundleFile("mod.ts"), bundleFile(WORKER)]);
  // A bundle has no second file that a worker could start with.
  const workerUrl = `data:text/javascript,${encodeURIComponent(withLateBuiltins(worker))}`;
  const patched = [
    [BUILD_PLACE, JSON.stringify(build)],
    [WORKER_PLACE, JSON.stringify(workerUrl)],
  ] as const;
  const text = patched.reduce((text, [place, after]) => replaceOnce(text, place, after), door);
  return withLateBuiltins(text);
}

/**
 * The modules of the compiled program by their paths, with `/`; those that something starts with are
 * named in `ENTRIES`. What they know as `penumbra:addon` is left to whoever compiles them. `build`
 * is what `--version` says.
 */
export async function bundleForBinary(build: string): Promise<ReadonlyMap<string, string>> {
  const folder = await Deno.makeTempDir();
  try {
    await denoBundle("--code-splitting", "--outdir", folder, "scripts/binary/entry.ts", WORKER);
    const patches: readonly (readonly [RegExp, string])[] = [
      [BUILD_PLACE, JSON.stringify(build)],
      [WORKER_PLACE, `new URL(".${PLACE}/${ENTRIES[1]}", import.meta.url)`],
      [ADDON_PLACE, 'require("penumbra:addon").loadAddon()'],
      ...ADDON_SEARCH_PLACES.map((place) => [place, ""] as const),
    ];
    return patches.reduce(
      (modules, [place, after]) => replaceInOne(modules, place, after),
      await readModules(folder),
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The modules of the compiled program that something starts with, the program's own first. */
export const ENTRIES = ["scripts/binary/entry.js", WORKER.replace(/\.ts$/, ".js")] as const;

async function bundleFile(entry: string): Promise<string> {
  const file = await Deno.makeTempFile({ suffix: ".js" });
  try {
    await denoBundle("--external", LIBSQL, "--output", file, entry);
    return withoutMachine(await Deno.readTextFile(file));
  } finally {
    await Deno.remove(file);
  }
}

async function readModules(folder: string, below = ""): Promise<ReadonlyMap<string, string>> {
  const modules = new Map<string, string>();
  const entries = [...Deno.readDirSync(`${folder}/${below}`)];
  for (const { name, isDirectory } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    const path = `${below}${name}`;
    if (isDirectory) { for (const it of await readModules(folder, `${path}/`)) modules.set(...it); }
    else modules.set(path, withoutMachine(await Deno.readTextFile(`${folder}/${path}`)));
  }
  return modules;
}

async function denoBundle(...args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--frozen", "--platform", "deno", ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (!success) throw new Error(`Cannot bundle: ${new TextDecoder().decode(stderr)}`);
}
