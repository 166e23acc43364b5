import { mayRead } from "./file_system.ts";

/** What stands at a path. */
export interface FileFacts {
  readonly kind: "file" | "folder" | "link" | "other";
  readonly bytes: number;
  /** The user it belongs to, by number; undefined on Windows, which has none. */
  readonly owner: number | undefined;
}

/**
 * What is at the path, a link being a link; undefined where nothing does, and where we may not
 * look. Deno's own call where it is: loading `node:fs` takes Deno 2.9 longer than this whole check.
 */
export async function factsOf(path: string): Promise<FileFacts | undefined> {
  if (!mayRead(path)) return undefined;
  try {
    if ("Deno" in globalThis) {
      const facts = Deno.lstatSync(path);
      return {
        kind: facts.isSymlink ? "link" : kindOf(facts.isFile, facts.isDirectory),
        bytes: facts.size,
        owner: facts.uid ?? undefined,
      };
    }
    const { lstatSync } = await import("node:fs");
    const facts = lstatSync(path);
    return {
      kind: facts.isSymbolicLink() ? "link" : kindOf(facts.isFile(), facts.isDirectory()),
      bytes: facts.size,
      owner: (await import("node:process")).default.platform === "win32" ? undefined : facts.uid,
    };
  } catch {
    // Not there, or not for us to see.
    return undefined;
  }
}

function kindOf(isFile: boolean, isFolder: boolean): FileFacts["kind"] {
  if (isFile) return "file";
  return isFolder ? "folder" : "other";
}

/** Whether the owner of something is one whom the owner of a folder has to trust anyway. */
export function isTrusted(owner: number | undefined, folderOwner: number | undefined): boolean {
  return owner === folderOwner || owner === SUPERUSER;
}

/** May write wherever it likes, so that nothing is gained by not trusting it. */
const SUPERUSER = 0;
