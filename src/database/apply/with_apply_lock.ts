import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result } from "../../base/result.ts";
import { type LockHolder, takeApplyLock } from "../../host/database/apply_lock.ts";
import { APPLY_WAIT_MS, type ApplyRequest } from "./apply_request.ts";

/**
 * Runs the work while no other process applies migrations to the file. Fails with `apply/locked` if
 * another one does so for too long; `hasWaited` tells that one did.
 */
export async function withApplyLock<T>(
  path: string,
  { waitMs = APPLY_WAIT_MS, progress }: ApplyRequest,
  work: (hasWaited: boolean) => Promise<Result<T>>,
): Promise<Result<T>> {
  let hasWaited = false;
  const deadline = Date.now() + waitMs;
  for (;;) {
    const lock = await takeApplyLock(path);
    if (lock.kind === "held") {
      progress?.(`Waiting for ${holderWords(lock.by)}, which is applying migrations`);
      if (Date.now() > deadline) return fail("unfinished", locked(path, lock.by));
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      hasWaited = true;
      continue;
    }
    try {
      return await work(hasWaited);
    } finally {
      if (lock.kind === "locked") lock.release();
    }
  }
}

/** How long to wait before trying to get a lock again. */
const PAUSE_MS = 100;

function holderWords(holder: LockHolder | undefined): string {
  return holder === undefined ? "another process" : `process ${holder.process}`;
}

function locked(path: string, holder: LockHolder | undefined): Diagnostic {
  const since = holder === undefined ? "" : ` (since ${holder.since})`;
  return {
    code: "apply/locked",
    severity: "error",
    message: `Cannot apply migrations to "${path}": ${
      holderWords(holder)
    } is applying them${since}`,
    hint: "Wait until it has finished, then run penumbra apply again",
  };
}
