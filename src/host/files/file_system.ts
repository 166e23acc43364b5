/** What stands in a folder under a name. A link counts as what it leads to, unless that is a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: "file" | "folder" | "other";
}

/** Reading, as both runtimes offer it. Every call throws the runtime's own error. */
export interface FileReader {
  readFile(path: string): Uint8Array;
  /** In no particular order. */
  listFolder(path: string): FolderEntry[];
}

/**
 * The reader of the runtime we are in. Deno's own calls are used where they are, since loading
 * `node:fs` alone takes Deno 2.9 longer than reading a thousand files. The calls block: nothing
 * else could run meanwhile, and a thousand small files come in half the time.
 */
export async function openFileReader(): Promise<FileReader> {
  return "Deno" in globalThis ? DENO_READER : await openNodeReader();
}

const DENO_READER: FileReader = {
  readFile: (path) => Deno.readFileSync(path),
  listFolder: (path) =>
    [...Deno.readDirSync(path)].map((entry) => ({
      name: entry.name,
      kind: entry.isSymlink
        ? linkedKind(() => Deno.statSync(`${path}/${entry.name}`).isFile)
        : entry.isFile
        ? "file"
        : entry.isDirectory
        ? "folder"
        : "other",
    })),
};

/** Whether reading asks nobody: Deno would put a question for each folder it was not given. */
export function mayRead(path: string): boolean {
  return isGranted("read", path);
}

/** The same for writing. */
export function mayWrite(path: string): boolean {
  return isGranted("write", path);
}

function isGranted(name: "read" | "write", path: string): boolean {
  if (!("Deno" in globalThis)) return true;
  return Deno.permissions.querySync({ name, path }).state === "granted";
}

/** The reader of Node and Bun, which the compiled program runs in. */
export async function openNodeReader(): Promise<FileReader> {
  const { readdirSync, readFileSync, statSync } = await import("node:fs");
  return {
    readFile: (path) => readFileSync(path),
    listFolder: (path) =>
      readdirSync(path, { withFileTypes: true }).map((entry) => ({
        name: entry.name,
        kind: entry.isSymbolicLink()
          ? linkedKind(() => statSync(`${path}/${entry.name}`).isFile())
          : entry.isFile()
          ? "file"
          : entry.isDirectory()
          ? "folder"
          : "other",
      })),
  };
}

/** Links to folders are not followed, so that a folder that holds itself has an end. */
function linkedKind(leadsToFile: () => boolean): FolderEntry["kind"] {
  try {
    return leadsToFile() ? "file" : "other";
  } catch {
    // A link that leads nowhere is no concern of ours: editors leave such locks behind.
    return "other";
  }
}
