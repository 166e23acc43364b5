import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { runProcess } from "../run_process.ts";
import { workerFiles } from "../worker_files.ts";
import type { Compiled, CompileOptions } from "./compile_with_bun.ts";
import type { CompileTarget } from "./targets.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * One executable of the program, Deno's runtime and libSQL, by `deno compile`. Deno downloads the
 * runtime from a host of its own, unless `DENORT_BIN` names a file; if neither is available, the
 * reason says so. Its `--version` has no commit: `deno compile` uses the source unchanged.
 */
export async function compileWithDeno(
  target: CompileTarget,
  { outFile }: CompileOptions,
): Promise<Compiled> {
  if (target.denoTarget === undefined) {
    return { ok: false, reason: `Deno has no runtime for ${target.name}` };
  }
  await Deno.mkdir(dirname(outFile), { recursive: true });
  const workers = (await workerFiles()).flatMap(({ file }) => ["--include", file]);
  const compile = [
    ...["compile", "--frozen", "--no-check", "--allow-all", "--target", target.denoTarget],
    ...[...workers, "--output", outFile, "mod.ts"],
  ];
  const { code, stderr } = await runProcess([Deno.execPath(), ...compile], {
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  });
  if (code === 0) return { ok: true, file: outFile };
  const words = stderr.trim();
  return { ok: false, reason: /denort/.test(words) ? `${NO_BASE}\n${words}` : words };
}

const NO_BASE =
  "the base that deno compile builds on could not be had; download denort of this Deno's version " +
  "for the target, and name the file in DENORT_BIN";
