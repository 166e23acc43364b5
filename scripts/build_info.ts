import { fileURLToPath } from "node:url";
import { runProcess } from "./run_process.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * What a build adds to its version: ` (1a2b3c4, linux-x64)`, its commit and its target. A commit
 * with uncommitted changes has a `+`; without git it is `no commit`.
 */
export async function buildInfo(madeFor: string): Promise<string> {
  const commit = await git("rev-parse", "--short=12", "HEAD");
  const changes = commit === undefined ? undefined : await git("status", "--porcelain");
  return ` (${commit ?? "no commit"}${changes ? "+" : ""}, ${madeFor})`;
}

async function git(...args: readonly string[]): Promise<string | undefined> {
  try {
    const { code, stdout } = await runProcess(["git", ...args], { cwd: ROOT });
    return code === 0 ? stdout.trim() : undefined;
  } catch {
    // git is not installed.
    return undefined;
  }
}
