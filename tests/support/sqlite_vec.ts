import { getLoadablePath } from "npm:sqlite-vec@0.1.9";
import { sha256 } from "../../src/base/hash.ts";

/** A loadable extension of SQLite for this machine: its bytes and their hash. */
export async function sqliteVec(): Promise<{ bytes: Uint8Array; hash: string }> {
  const bytes = await Deno.readFile(getLoadablePath());
  return { bytes, hash: await sha256(bytes) };
}
