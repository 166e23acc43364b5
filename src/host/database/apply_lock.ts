import type { DatabaseSync } from "node:sqlite";

/** Who holds a lock, as the holder has written it. */
export interface LockHolder {
  readonly process: number;
  /** UTC, as in 2026-11-22T14:00:00Z. */
  readonly since: string;
}

/** What was asked for: the lock, or who has it. */
export type LockAnswer =
  | { readonly kind: "locked"; readonly release: () => void }
  | { readonly kind: "held"; readonly by: LockHolder | undefined }
  /** No lock can be made there, so that everybody has to do without. */
  | { readonly kind: "none" };

/** What the name of a lock has more than that of its database. */
export const LOCK_ENDING = ".penumbra-lock";

/**
 * Takes the lock of whoever applies migrations to a database file. It is a database beside that one,
 * locked by SQLite: the system lets go of it when its holder is killed, and who waits can read who
 * that is. The database itself is safe without: this only says who is at work.
 */
export async function takeApplyLock(path: string): Promise<LockAnswer> {
  const [{ DatabaseSync }, { existsSync, unlinkSync }, { pid }] = await Promise.all([
    import("node:sqlite"),
    import("node:fs"),
    import("node:process"),
  ]);
  const lockPath = path + LOCK_ENDING;
  let lock: DatabaseSync;
  try {
    lock = new DatabaseSync(lockPath);
    // No journal of its own beside it.
    lock.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
  } catch {
    return { kind: "none" };
  }
  const seconds = Math.floor((Date.now() - EPOCH_MS) / 1_000);
  // Who comes between the two has written over it. Two numbers of the header are no table to make.
  const steps = [
    `BEGIN IMMEDIATE; PRAGMA user_version = ${pid}; PRAGMA application_id = ${seconds}; COMMIT`,
    "BEGIN IMMEDIATE",
  ];
  for (const [index, sql] of steps.entries()) {
    try {
      lock.exec(sql);
    } catch {
      const by = index === 0 ? holderIn(lock) : undefined;
      lock.close();
      return { kind: "held", by };
    }
  }
  // Whoever held it before may just have taken its file away.
  if (!existsSync(lockPath)) {
    lock.close();
    return { kind: "held", by: undefined };
  }
  return {
    kind: "locked",
    release: () => {
      try {
        unlinkSync(lockPath);
      } catch {
        // Somebody has taken it away.
      }
      lock.close();
    },
  };
}

function holderIn(lock: DatabaseSync): LockHolder | undefined {
  try {
    const numbers =
      "SELECT user_version, application_id FROM pragma_user_version, pragma_application_id";
    const row = lock.prepare(numbers).get();
    const process = Number(row?.["user_version"]);
    if (process === 0) return undefined;
    const since = new Date(EPOCH_MS + Number(row?.["application_id"]) * 1_000);
    return { process, since: since.toISOString().replace(/\.\d+/, "") };
  } catch {
    return undefined;
  }
}

/** A lock counts seconds from 2020 on: as many as 31 bits hold end in 2088. */
const EPOCH_MS = Date.UTC(2020);
