import { fileURLToPath } from "node:url";
import { runProcess } from "./run_process.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * What a build says of itself behind its version: ` (1a2b3c4, linux-x64)`, the commit it was made
 * from and what it is for. A commit with changes on top of it has a `+`; where there is no git, its
 * place says `no commit`.
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
    // There is no git.
    return undefined;
  }
}
