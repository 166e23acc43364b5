import { LOCK_ENDING } from "./apply_lock.ts";
import { BACKUP_ENDING } from "./backup.ts";

/** The suffixes of files that SQLite and penumbra keep next to a database. */
const ENDINGS = ["-wal", "-shm", "-journal", LOCK_ENDING, BACKUP_ENDING];

/** Whether a file belongs to a database and is not one to migrate: a WAL, a lock, a backup. */
export function isBesideDatabase(name: string): boolean {
  return ENDINGS.some((ending) => name.endsWith(ending));
}
