import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleForBinary } from "../bundle.ts";
import { runProcess } from "../run_process.ts";
import type { BuildJob } from "./bun_build.ts";
import { hasValidSignature, signAdHoc } from "./mach_o_signature.ts";
import { fetchPackages } from "./packages.ts";
import { bunTarget, type CompileTarget, hostTarget, runtimeFile } from "./targets.ts";

/** The result for one target. */
export type Compiled =
  | { readonly ok: true; readonly file: string }
  | { readonly ok: false; readonly reason: string };

/** What to compile, and where to write it. */
export interface CompileOptions {
  /** The build in the output of `--version`. */
  readonly build: string;
  /** The executable to write; an existing file is replaced. */
  readonly outFile: string;
}

/**
 * One executable of the program, Bun's runtime and libSQL. Nothing is installed: the packages come
 * from Deno's cache, and are downloaded the first time, each checked against the hash in the lock
 * file.
 */
export async function compileWithBun(
  target: CompileTarget,
  { build, outFile }: CompileOptions,
): Promise<Compiled> {
  const host = hostTarget();
  if (host === undefined) return { ok: false, reason: "there is no Bun for this machine" };
  const packages = [...new Set([host.runtime, target.runtime, target.addon])];
  const fetched = await fetchPackages(packages);
  if (!fetched.ok) return fetched;
  const folder = await Deno.makeTempDir();
  try {
    const bundle = await bundleForBinary(build);
    await writeModules(join(folder, "modules"), bundle.modules);
    const runtime = join(fetched.folders.get(target.runtime)!, runtimeFile(target));
    // The same name for every build, since the executable contains the name with which it was
    // built.
    const built = join(folder, target.executable);
    const job: BuildJob = {
      folder: join(folder, "modules"),
      entries: bundle.entries,
      addon: {
        module: fileURLToPath(new URL("./addon.ts", import.meta.url)),
        file: join(fetched.folders.get(target.addon)!, "index.node"),
      },
      runtime,
      bunTarget: bunTarget(target),
      outFile: built,
    };
    const failure = await runBun(join(fetched.folders.get(host.runtime)!, runtimeFile(host)), job);
    if (failure !== undefined) return { ok: false, reason: failure };
    if (target.name === "darwin-x64") await signAgain(built);
    await Deno.mkdir(dirname(outFile), { recursive: true });
    await Deno.copyFile(built, outFile);
    await Deno.chmod(outFile, 0o755);
    return { ok: true, file: outFile };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs a build in its own folder; returns the error, if any. */
export async function runBun(bun: string, job: BuildJob): Promise<string | undefined> {
  const script = fileURLToPath(new URL("./bun_build.ts", import.meta.url));
  const { code, stdout, stderr } = await runProcess([bun, script, JSON.stringify(job)], {
    cwd: dirname(job.outFile),
    env: { NO_COLOR: "1" },
  });
  return code === 0 ? undefined : `${stdout}${stderr}`.trim();
}

/** Bun 1.4.5 leaves an invalid signature in executables for Intel Macs. */
async function signAgain(file: string): Promise<void> {
  const bytes = await Deno.readFile(file);
  const signed = signAdHoc(bytes, "penumbra");
  if (!hasValidSignature(signed)) throw new Error("The new signature is not valid either");
  await Deno.writeFile(file, signed);
}

async function writeModules(folder: string, modules: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of modules) {
    const file = join(folder, path);
    await Deno.mkdir(dirname(file), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
}
