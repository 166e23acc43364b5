import type { DatabaseSync } from "node:sqlite";

/** The holder of a lock, as recorded by itself. */
export interface LockHolder {
  readonly process: number;
  /** UTC, as in 2026-11-22T14:00:00Z. */
  readonly since: string;
}

/** The result of taking a lock: the lock, or who has it. */
export type LockAnswer =
  | { readonly kind: "locked"; readonly release: () => void }
  | { readonly kind: "held"; readonly by: LockHolder | undefined }
  /** No lock can be created there, so nobody can use one. */
  | { readonly kind: "none" };

/** The suffix of a lock file, after the name of its database. */
export const LOCK_ENDING = ".penumbra-lock";

/**
 * Takes the lock for applying migrations to a database file. It is a separate database next to that
 * file, locked by SQLite: the system releases it when its holder dies, and others can read who that
 * is. The database is safe without it; the lock only says who is at work.
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
    // Without a journal file next to it.
    lock.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
  } catch {
    return { kind: "none" };
  }
  const seconds = Math.floor((Date.now() - EPOCH_MS) / 1_000);
  // Between the two steps another process may have written to it. Two header fields need no table.
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
  // The previous holder may just have deleted the file.
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
