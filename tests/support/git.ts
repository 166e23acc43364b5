import assert from "node:assert/strict";
import { type Ran, runProcess } from "../../scripts/run_process.ts";

/** Runs git in a folder, whether it succeeds or not. */
export async function tryGit(folder: string, ...args: readonly string[]): Promise<Ran> {
  const identity = ["user.name=a", "user.email=a@example.org", "init.defaultBranch=main"];
  const line = ["git", ...identity.flatMap((it) => ["-c", it]), ...args];
  return await runProcess(line, { cwd: folder });
}

/** Runs git in a folder. Throws if it fails. */
export async function git(folder: string, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await tryGit(folder, ...args);
  assert.equal(code, 0, stderr);
}
