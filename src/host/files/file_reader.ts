import { absolutePath, folderOf, wayDown } from "./paths.ts";

/** What stands in a folder under a name. A link counts as what it leads to, unless that is a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: "file" | "folder" | "other";
}

/** Reading, as both runtimes offer it. Every call throws the runtime's own error. */
export interface FileReader {
  /** Only of a regular file of a bearable size; throws `ENOTREG`, `ETOOBIG` or `ELEADSOUT` else. */
  readFile(path: string): Uint8Array;
  /** In no particular order. What is neither file nor folder nor link comes as a file, to be refused. */
  listFolder(path: string): FolderEntry[];
}

/** The calls of a runtime that reading takes; each throws the runtime's own error. */
export interface SystemCalls {
  readFile(path: string): Uint8Array;
  facts(path: string): SystemFacts;
  /** The same, a link being a link. */
  linkFacts(path: string): SystemFacts;
  realPath(path: string): string;
  mayRead(path: string): boolean;
  listFolder(path: string): readonly (SystemKind & { readonly name: string })[];
}

interface SystemKind {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly isSymlink: boolean;
}

interface SystemFacts extends SystemKind {
  readonly size: number;
}

/** More than any migration or schema; a megabyte of SQL is already a lot. */
export const MOST_MEBIBYTES = 16;

/**
 * A reader that opens nothing but regular files of up to 16 MiB: a pipe would be waited for, and a
 * device has no end. A link must not lead out of the work tree it is in, or out of the current
 * folder where it lies below and in no work tree: whoever sends a branch would choose what we read.
 */
export function createFileReader(system: SystemCalls): FileReader {
  const boundOf = createBounds(system);
  const within = (path: string, folder: string) => {
    const bound = boundOf(folder);
    return bound === undefined || wayDown(bound, system.realPath(path)) !== undefined;
  };
  // Most files share their folder with many.
  const known = new Map<string, boolean>();
  const isFolderWithin = (folder: string) => {
    const isWithin = known.get(folder) ?? within(folder, folder);
    known.set(folder, isWithin);
    return isWithin;
  };
  return {
    readFile(path) {
      const own = system.linkFacts(path);
      const facts = own.isSymlink ? system.facts(path) : own;
      // A folder gets the system's own words.
      if (!facts.isFile && !facts.isDirectory) throw refusal("ENOTREG", path);
      if (facts.size > MOST_MEBIBYTES << 20) throw refusal("ETOOBIG", path);
      const folder = folderOf(absolutePath(".", path));
      const leadsOut = !isFolderWithin(folder) || (own.isSymlink && !within(path, folder));
      if (leadsOut) throw refusal("ELEADSOUT", path);
      return system.readFile(path);
    },
    listFolder(path) {
      const entries = system.listFolder(path);
      if (!isFolderWithin(absolutePath(".", path))) throw refusal("ELEADSOUT", path);
      return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry, path, system) }));
    },
  };
}

function kindOf(
  entry: SystemKind & { readonly name: string },
  folder: string,
  system: SystemCalls,
): FolderEntry["kind"] {
  if (!entry.isSymlink) return entry.isDirectory ? "folder" : "file";
  try {
    // Links to folders are not followed, so that a folder that holds itself has an end.
    return system.facts(`${folder}/${entry.name}`).isDirectory ? "other" : "file";
  } catch {
    // A link that leads nowhere is no concern of ours: editors leave such locks behind.
    return "other";
  }
}

/** Tells what a link in a folder must not lead out of, without links itself; undefined for nothing. */
function createBounds(system: SystemCalls): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const topOf = (folder: string): string | undefined => {
    if (known.has(folder)) return known.get(folder);
    const above = folderOf(folder);
    const top = hasGit(folder, system) ? folder : above === folder ? undefined : topOf(above);
    known.set(folder, top);
    return top;
  };
  return (folder) => {
    const here = absolutePath(".", ".");
    const bound = topOf(folder) ?? (wayDown(here, folder) === undefined ? undefined : here);
    return bound === undefined ? undefined : system.realPath(bound);
  };
}

function hasGit(folder: string, system: SystemCalls): boolean {
  const git = `${folder.replace(/[/\\]$/, "")}/.git`;
  if (!system.mayRead(git)) return false;
  try {
    system.linkFacts(git);
    return true;
  } catch {
    return false;
  }
}

/** As the system would say it, had it a word for that. */
function refusal(code: "ENOTREG" | "ETOOBIG" | "ELEADSOUT", path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
