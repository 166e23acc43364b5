import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Compiled, CompileOptions } from "./compile_with_bun.ts";
import type { CompileTarget } from "./targets.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * One executable of the program, Deno's runtime and libSQL, by `deno compile`. Deno fetches the base
 * of it from a host of its own, unless `DENORT_BIN` names a file; where it can have neither, the
 * reason says so. Its `--version` knows no commit: `deno compile` takes the source as it is.
 */
export async function compileWithDeno(
  target: CompileTarget,
  { outFile }: CompileOptions,
): Promise<Compiled> {
  if (target.denoTarget === undefined) {
    return { ok: false, reason: `Deno has no runtime for ${target.name}` };
  }
  await Deno.mkdir(dirname(outFile), { recursive: true });
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["compile", "--frozen", "--no-check", "--allow-all"],
      ...["--target", target.denoTarget, "--include", "src/host/database/time_limit_worker.ts"],
      ...["--output", outFile, "mod.ts"],
    ],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (success) return { ok: true, file: outFile };
  const words = new TextDecoder().decode(stderr).trim();
  return { ok: false, reason: /denort/.test(words) ? `${NO_BASE}\n${words}` : words };
}

const NO_BASE =
  "the base that deno compile builds on could not be had; download denort of this Deno's version " +
  "for the target, and name the file in DENORT_BIN";
