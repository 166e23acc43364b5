/**
 * The size limit: far more than any history writes to an empty database, yet affordable for any
 * machine.
 */
const MOST_BYTES = 256 * 1024 * 1024;

/** What all databases of a separate process may take together, in bytes. */
export const MOST_HEAP_BYTES = 2 * MOST_BYTES;

/** The maximum length of a text or blob, in bytes. */
export const LONGEST_VALUE = 64 * 1024 * 1024;

/**
 * The pragmas that limit an in-memory database with this page size to 256 MiB. In a separate
 * process, the temporary storage of all its databases, such as the rows of a UNION or ORDER BY, is
 * limited to twice as much. Beyond that the engine fails with "database or disk is full" or "out of
 * memory"; Bun's SQLite only limits pages.
 * https://www.sqlite.org/pragma.html#pragma_max_page_count
 */
export function boundsFor(
  pageSize: number,
  { isOwnProcess }: { readonly isOwnProcess: boolean },
): readonly string[] {
  const pages = Math.floor(MOST_BYTES / pageSize);
  return [
    "PRAGMA temp_store = 2",
    // Writes the first page, which fixes the page size.
    "PRAGMA user_version = 0",
    `PRAGMA main.max_page_count = ${pages}`,
    `PRAGMA temp.max_page_count = ${pages}`,
    ...(isOwnProcess ? [`PRAGMA hard_heap_limit = ${MOST_HEAP_BYTES}`] : []),
  ];
}

/** Whether an engine has thrown because it may take no more memory. https://www.sqlite.org/rescode.html#nomem */
export function isOutOfMemory(error: unknown): boolean {
  const { code, errcode } = (error ?? {}) as {
    readonly code?: unknown;
    readonly errcode?: unknown;
  };
  return code === "SQLITE_NOMEM" || (code === "ERR_SQLITE_ERROR" && errcode === 7);
}
