/**
 * `deno task compile`: the program as one executable with libSQL inside, for this machine, for the
 * given targets, or for all of them. Prints a line for each; exits 1 if one could not be compiled,
 * and says why.
 */
import { fileURLToPath } from "node:url";
import { type Compiled, compileWithBun } from "./binary/compile_with_bun.ts";
import { compileWithDeno } from "./binary/compile_with_deno.ts";
import { COMPILE_TARGETS, type CompileTarget, hostTarget } from "./binary/targets.ts";
import { buildInfo } from "./build_info.ts";
import { flag, oneOf, readOptions, someOf, text } from "./options.ts";

/** The default folder for executables, which git ignores. */
export const OUT_FOLDER = fileURLToPath(new URL("../dist", import.meta.url));

const COMPILERS = { bun: compileWithBun, deno: compileWithDeno };

/** Where programs are written, and with which runtime. */
export interface CompilePlan {
  /** Contains a folder for each target, with the executable in it. */
  readonly folder: string;
  readonly runtime?: keyof typeof COMPILERS;
}

/** Compiles the program for one target. */
export async function compile(
  target: CompileTarget,
  { folder, runtime = "bun" }: CompilePlan,
): Promise<Compiled> {
  const outFile = `${folder}/${target.name}/${target.executable}`;
  return await COMPILERS[runtime](target, { build: await buildInfo(target.name), outFile });
}

/** Compiles the program for this machine. */
export async function compileHere(plan: CompilePlan): Promise<Compiled> {
  // There is a reason in the result where no program can be compiled, whatever the target is.
  return await compile(hostTarget() ?? COMPILE_TARGETS[0]!, plan);
}

/** Compiles the requested targets, and returns the exit code. */
async function main(): Promise<number> {
  const request = readRequest();
  if (typeof request === "string") {
    console.error(request);
    return 2;
  }
  let failed = 0;
  for (const target of request.targets) {
    const compiled = await compile(target, request);
    if (compiled.ok) {
      const { size } = await Deno.stat(compiled.file);
      const megabytes = (size / 1e6).toFixed(1).padStart(6);
      console.log(`${target.name.padEnd(15)} ${megabytes} MB  ${compiled.file}`);
    } else {
      failed++;
      console.error(`Cannot compile for ${target.name}: ${compiled.reason}`);
    }
  }
  return failed === 0 ? 0 : 1;
}

interface CompileRequest extends CompilePlan {
  readonly targets: readonly CompileTarget[];
}

/** What the command line asks for, or why that cannot be done. */
function readRequest(): CompileRequest | string {
  const known = COMPILE_TARGETS.map(({ name }) => name);
  const { target: names, all, runtime, out: folder } = readOptions("compile", {
    target: someOf(known, {
      takes: "name,name",
      help: `What to compile for: ${known.join(", ")}; this machine if it is not given`,
      otherwise: [],
    }),
    all: flag("Compile for all of these"),
    runtime: oneOf(["bun", "deno"], "What is in the executable", "bun"),
    out: text("folder", "Where to write", OUT_FOLDER),
  });
  if (all) return { targets: COMPILE_TARGETS, folder, runtime };
  const host = hostTarget();
  if (names.length === 0 && host === undefined) {
    return `This machine is no target; use --target with one of ${known.join(", ")}`;
  }
  const targets = COMPILE_TARGETS.filter((it) => names.includes(it.name));
  return { targets: host !== undefined && names.length === 0 ? [host] : targets, folder, runtime };
}

if (import.meta.main) Deno.exit(await main());
