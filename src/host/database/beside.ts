import { LOCK_ENDING } from "./apply_lock.ts";
import { BACKUP_ENDING } from "./backup.ts";

/** What SQLite and we keep beside a database, by the ends of their names. */
const ENDINGS = ["-wal", "-shm", "-journal", LOCK_ENDING, BACKUP_ENDING];

/** Whether a file is beside a database and is none to migrate: its WAL, its lock, a backup. */
export function isBesideDatabase(name: string): boolean {
  return ENDINGS.some((ending) => name.endsWith(ending));
}
