import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { type Ran, runProcess } from "../run_process.ts";

/** The folder of an npm package on this machine, or why it is not available. */
export type Fetched =
  | { readonly ok: true; readonly folders: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly reason: string };

const LOCK = new URL("./deno.lock", import.meta.url);

/** The part of a Deno lock file that is used here. */
interface Lock {
  readonly version: string;
  readonly specifiers: Readonly<Record<string, string>>;
  readonly npm: Readonly<Record<string, unknown>>;
}

/**
 * The folders of npm packages (`name@version`) in Deno's cache, downloaded if necessary. Their
 * bytes are those of the lock file beside this one. Without a network, earlier downloads are used.
 */
export async function fetchPackages(packages: readonly string[]): Promise<Fetched> {
  const folder = await Deno.makeTempDir();
  try {
    // Deno downloads everything in a lock file, and six runtimes are half a gigabyte.
    const lock = onlyThese(JSON.parse(await Deno.readTextFile(LOCK)), packages);
    await Deno.writeTextFile(`${folder}/deno.lock`, JSON.stringify(lock));
    const locate = packages.map((it) =>
      `console.log(import.meta.resolve("npm:${it}/package.json"))`
    );
    await Deno.writeTextFile(`${folder}/locate.ts`, locate.join("\n"));
    const flags = ["--no-config", "--frozen", "--lock=deno.lock"];
    const specifiers = packages.map((it) => `npm:${it}`);
    const cache = (...more: readonly string[]) =>
      deno(folder, ["cache", ...flags, ...more, ...specifiers]);
    let cached = await cache("--cached-only");
    if (cached.code !== 0) cached = await cache();
    if (cached.code !== 0) return { ok: false, reason: cached.stderr.trim() };
    const located = await deno(folder, ["run", ...flags, "--cached-only", "locate.ts"]);
    if (located.code !== 0) return { ok: false, reason: located.stderr.trim() };
    const folders = located.stdout.trim().split("\n").map((url) => dirname(fileURLToPath(url)));
    return { ok: true, folders: new Map(packages.map((it, index) => [it, folders[index]!])) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The part of a lock file about some packages, none of which depends on another. */
function onlyThese({ version, specifiers, npm }: Lock, packages: readonly string[]): Lock {
  const unknown = packages.filter((it) => !(it in npm));
  if (unknown.length > 0) {
    const all = unknown.map((it) => `npm:${it}`).join(" ");
    throw new Error(
      `Cannot fetch ${all}: scripts/binary/deno.lock does not hold it. Look at its origin, then ` +
        `run: deno cache --no-config --lock=scripts/binary/deno.lock ${all}`,
    );
  }
  const pick = <Value>(from: Readonly<Record<string, Value>>, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, from[name]!]));
  return {
    version,
    specifiers: pick(specifiers, packages.map((it) => `npm:${it}`)),
    npm: pick(npm, packages),
  };
}

function deno(folder: string, args: readonly string[]): Promise<Ran> {
  return runProcess([Deno.execPath(), ...args], { cwd: folder, env: { NO_COLOR: "1" } });
}
