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
  const [{ DatabaseSync }, { existsSync, rmSync }, { pid }] = await Promise.all([
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
  // Who comes between the two has written over it.
  const steps = [
    `BEGIN IMMEDIATE;
      CREATE TABLE IF NOT EXISTS holder (process INTEGER, since TEXT);
      DELETE FROM holder;
      INSERT INTO holder VALUES (${pid}, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
      COMMIT`,
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
      rmSync(lockPath, { force: true });
      lock.close();
    },
  };
}

function holderIn(lock: DatabaseSync): LockHolder | undefined {
  try {
    const row = lock.prepare("SELECT process, since FROM holder").get();
    return row && { process: Number(row["process"]), since: String(row["since"]) };
  } catch {
    return undefined;
  }
}
