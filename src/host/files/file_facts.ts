import type { SystemKind } from "./file_reader.ts";
import { denoKind, mayRead, nodeKind } from "./file_system.ts";

/** The properties of what is at a path. */
export interface FileFacts {
  readonly kind: SystemKind;
  readonly bytes: number;
  /** The user id of the owner; undefined on Windows, which has none. */
  readonly owner: number | undefined;
}

/**
 * The properties of what is at the path, without following links; undefined if there is nothing or
 * if it may not be read. Uses Deno's own call if available: loading `node:fs` takes Deno 2.9 longer
 * than this whole check.
 */
export async function factsOf(path: string): Promise<FileFacts | undefined> {
  if (!mayRead(path)) return undefined;
  try {
    if ("Deno" in globalThis) {
      const facts = Deno.lstatSync(path);
      return { kind: denoKind(facts), bytes: facts.size, owner: facts.uid ?? undefined };
    }
    const { lstatSync } = await import("node:fs");
    const facts = lstatSync(path);
    return {
      kind: nodeKind(facts),
      bytes: facts.size,
      owner: (await import("node:process")).default.platform === "win32" ? undefined : facts.uid,
    };
  } catch {
    // It does not exist, or we may not see it.
    return undefined;
  }
}

/** Whether the owner of a folder has to trust this owner anyway. */
export function isTrusted(owner: number | undefined, folderOwner: number | undefined): boolean {
  return owner === folderOwner || owner === SUPERUSER;
}

/** The superuser can write anywhere, so there is no point in distrusting it. */
const SUPERUSER = 0;
