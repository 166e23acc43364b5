/** Far more than any history writes into an empty database, and little for a machine to spare. */
const MOST_BYTES = 256 * 1024 * 1024;

/** How many bytes a text or blob may have. */
export const LONGEST_VALUE = 64 * 1024 * 1024;

/**
 * The pragmas that keep an in-memory database with pages of this size below 256 MiB. In a process of
 * our own, what all its databases hold aside, such as the rows of a UNION or ORDER BY, is kept below
 * twice as much. Beyond, the engine refuses with "database or disk is full" or "out of memory"; Bun's
 * SQLite counts pages alone. https://www.sqlite.org/pragma.html#pragma_max_page_count
 */
export function boundsFor(
  pageSize: number,
  { isOwnProcess }: { readonly isOwnProcess: boolean },
): readonly string[] {
  const pages = Math.floor(MOST_BYTES / pageSize);
  return [
    "PRAGMA temp_store = 2",
    // Writes the first page: from then on no page is of another size.
    "PRAGMA user_version = 0",
    `PRAGMA main.max_page_count = ${pages}`,
    `PRAGMA temp.max_page_count = ${pages}`,
    ...(isOwnProcess ? [`PRAGMA hard_heap_limit = ${2 * MOST_BYTES}`] : []),
  ];
}
