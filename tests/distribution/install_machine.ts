import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type Ran, runProcess } from "../../scripts/run_process.ts";
import { type Loopback, serve } from "./loopback.ts";
import { isThere } from "./is_there.ts";

const SCRIPT = await Deno.readTextFile(new URL("../../scripts/install.sh", import.meta.url));

/** The release for a machine. */
export const PROGRAM = '#!/bin/sh\necho "penumbra 0.1.0 (1a2b3c4, test) $1"\n';

/** The properties of a machine; by default common ones. */
export interface Machine {
  readonly uname?: string;
  readonly ldd?: string;
  readonly script?: string;
  /** All available programs, instead of those of this machine. */
  readonly tools?: readonly string[];
  /** The value of HOME, if it is not a folder of the test. */
  readonly home?: string;
}

/** Files by name. */
export type Content = Record<string, string | Uint8Array<ArrayBuffer> | undefined>;

/** The problems of a release, or of the machine on which it is installed. */
export interface Trouble {
  readonly machine?: Machine;
  /** Files of the release that are replaced or missing. */
  readonly release?: Content;
  readonly program?: string;
  readonly target?: string;
}

/** A release with programs for these targets, on a local server. */
export function makeRelease(targets: readonly string[], trouble: Trouble = {}): Loopback {
  const files: Content = {};
  let sums = "";
  for (const target of targets) {
    const bytes = gzip(trouble.program ?? PROGRAM);
    files[`penumbra-${target}.gz`] = bytes;
    sums += `${createHash("sha256").update(bytes).digest("hex")}  penumbra-${target}.gz\n`;
  }
  const all: Content = { ...files, SHA256SUMS: sums, ...trouble.release };
  return serve((path) => Promise.resolve(all[path]));
}

/** The text compressed with gzip. */
export function gzip(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(text));
}

/** The script as a release at this URL contains it. */
export function withRelease(url: string): string {
  return SCRIPT.replace("@RELEASE_URL@", url);
}

/** An empty home, on a system that reports the given properties. */
export async function inMachine(
  { uname = "Linux x86_64", ldd = "ldd (GNU libc) 2.36", script = SCRIPT, tools, home }: Machine,
  work: (place: {
    readonly folder: string;
    install(...args: readonly string[]): Promise<Ran>;
  }) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const name of ["bin", "tmp", "home"]) await Deno.mkdir(`${folder}/${name}`);
    const [system, machine] = uname.split(" ");
    await writeProgram(
      `${folder}/bin/uname`,
      `case $1 in -s) echo ${system} ;; -m) echo ${machine} ;; esac`,
    );
    await writeProgram(`${folder}/bin/ldd`, `echo '${ldd}'`);
    for (const tool of tools ?? []) await Deno.symlink(await pathOf(tool), `${folder}/bin/${tool}`);
    await work({
      folder,
      async install(...args) {
        const child = new Deno.Command(await pathOf("sh"), {
          args: ["-s", "--", ...args],
          env: {
            PATH: tools === undefined ? `${folder}/bin:${Deno.env.get("PATH")}` : `${folder}/bin`,
            HOME: home ?? `${folder}/home`,
            TMPDIR: `${folder}/tmp`,
          },
          stdin: "piped",
          stdout: "piped",
          stderr: "piped",
        }).spawn();
        const writer = child.stdin.getWriter();
        // As with `curl … | sh`; a script that exits early does not read all of it.
        await writer.write(new TextEncoder().encode(script)).catch(() => {});
        await writer.close().catch(() => {});
        const { code, stdout, stderr } = await child.output();
        const decoder = new TextDecoder();
        return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
      },
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function writeProgram(path: string, line: string): Promise<void> {
  await Deno.writeTextFile(path, `#!/bin/sh\n${line}\n`);
  await Deno.chmod(path, 0o755);
}

/** The path of a program. */
async function pathOf(program: string): Promise<string> {
  const { stdout } = await runProcess(["sh", "-c", `command -v ${program}`]);
  return stdout.trim();
}

/** The first program that is missing here; undefined if there is none. */
export function firstMissing(...programs: readonly string[]): string | undefined {
  if (Deno.build.os === "windows") return "POSIX shell";
  return programs.find((program) => !isThere(program));
}
