/** A machine for which the program is compiled. */
export interface CompileTarget {
  readonly name: string;
  /** The npm package with the runtime. On x64, the one for the oldest processors. */
  readonly runtime: string;
  /** The npm package with libSQL's addon. */
  readonly addon: string;
  /** The name of the program on that machine. */
  readonly executable: string;
  /** Its name for `deno compile --target`; absent if Deno does not support it. */
  readonly denoTarget?: string;
}

/** The runtime in all executables; `scripts/binary/deno.lock` has its hashes. */
export const BUN_VERSION = "1.4.5";

/** The same version as in src/host/engines/libsql.ts. */
export const LIBSQL_VERSION = "0.5.29";

/** All machines for which the program is compiled. */
export const COMPILE_TARGETS: readonly CompileTarget[] = [
  target("linux-x64", "linux-x64-baseline", "linux-x64-gnu", "x86_64-unknown-linux-gnu"),
  target("linux-arm64", "linux-aarch64", "linux-arm64-gnu", "aarch64-unknown-linux-gnu"),
  target("linux-x64-musl", "linux-x64-musl-baseline", "linux-x64-musl"),
  target("darwin-arm64", "darwin-aarch64", "darwin-arm64", "aarch64-apple-darwin"),
  target("darwin-x64", "darwin-x64-baseline", "darwin-x64", "x86_64-apple-darwin"),
  target("windows-x64", "windows-x64-baseline", "win32-x64-msvc", "x86_64-pc-windows-msvc"),
];

/** The target for this machine; undefined if there is none. */
export function hostTarget(): CompileTarget | undefined {
  const { os, arch, target } = Deno.build;
  const name = [os, arch === "aarch64" ? "arm64" : "x64", target.endsWith("-musl") ? "musl" : ""];
  return COMPILE_TARGETS.find((it) => it.name === name.filter(Boolean).join("-"));
}

/** The name of the target in Bun: `bun-linux-x64-baseline`. */
export function bunTarget({ name, runtime }: CompileTarget): string {
  return `bun-${name}${runtime.includes("-baseline@") ? "-baseline" : ""}`;
}

/** The file of the runtime in its package. */
export function runtimeFile({ name }: CompileTarget): string {
  return name.startsWith("windows") ? "bin/bun.exe" : "bin/bun";
}

function target(name: string, bun: string, libsql: string, denoTarget?: string): CompileTarget {
  return {
    name,
    runtime: `@oven/bun-${bun}@${BUN_VERSION}`,
    addon: `@libsql/${libsql}@${LIBSQL_VERSION}`,
    executable: name.startsWith("windows") ? "penumbra.exe" : "penumbra",
    ...(denoTarget === undefined ? {} : { denoTarget }),
  };
}
