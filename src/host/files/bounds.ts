import { absolutePath, folderOf, pathBelow } from "./paths.ts";

/** The system calls needed to find out where a link leads; each throws the runtime's own error. */
export interface LinkCalls {
  /** Throws if there is nothing, without following links. */
  linkFacts(path: string): unknown;
  realPath(path: string): string;
  mayRead(path: string): boolean;
}

/**
 * Returns a function that resolves the boundary that links in a folder must not leave: its work tree,
 * or the current folder if it is below that and in no work tree; undefined for none. A link to another
 * work tree leads out of this one.
 */
export function createBounds(system: LinkCalls): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const boundOf = (folder: string): string | undefined => {
    if (!known.has(folder)) known.set(folder, findBound(folder));
    return known.get(folder);
  };
  const findBound = (folder: string): string | undefined => {
    const above = folderOf(folder);
    const outer = above === folder ? undefined : boundOf(above);
    const isTop = hasGit(folder, system) ||
      (outer === undefined && folder === absolutePath(".", "."));
    if (!isTop) return outer;
    const top = system.realPath(folder);
    return outer === undefined || pathBelow(outer, top) !== undefined ? top : outer;
  };
  return boundOf;
}

/** Whether a folder that may not exist yet is, with its links resolved, within its boundary. */
export function isWithinBounds(folder: string, system: LinkCalls): boolean {
  const bound = createBounds(system)(folder);
  return bound === undefined || pathBelow(bound, realFolder(folder, system)) !== undefined;
}

/** The resolved path of the folder as far as it exists. */
function realFolder(folder: string, system: LinkCalls): string {
  try {
    system.linkFacts(folder);
  } catch {
    const above = folderOf(folder);
    return above === folder ? folder : realFolder(above, system);
  }
  return system.realPath(folder);
}

function hasGit(folder: string, system: LinkCalls): boolean {
  const git = `${folder.replace(/[/\\]$/, "")}/.git`;
  if (!system.mayRead(git)) return false;
  try {
    system.linkFacts(git);
    return true;
  } catch {
    return false;
  }
}
