/**
 * The version of SQLite that last wrote to a database file, such as "3.53.2"; undefined if the file
 * does not record it.
 * https://www.sqlite.org/fileformat2.html#write_library_version_number_and_version_valid_for_number
 */
export async function lastWriter(path: string): Promise<string | undefined> {
  const { closeSync, openSync, readSync } = await import("node:fs");
  const header = new DataView(new ArrayBuffer(100));
  const file = openSync(path, "r");
  const length = readSync(file, header, 0, 100, 0);
  closeSync(file);
  const number = length === 100 ? header.getUint32(96) : 0;
  if (number < 3_000_000) return undefined;
  return [number / 1_000_000, number / 1_000 % 1_000, number % 1_000].map(Math.floor).join(".");
}
