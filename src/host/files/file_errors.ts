import type { Diagnostic } from "../../base/diagnostic.ts";
import { MOST_MEBIBYTES } from "./file_reader.ts";

/** The attempted action, for the message that it failed. */
export type FileAction = "read" | "write" | "delete";

/**
 * The diagnostic for a file or folder that could not be read or written, from whatever the runtime
 * threw. An error without a known code keeps the runtime's message.
 */
export function fileDiagnostic(action: FileAction, path: string, error: unknown): Diagnostic {
  const { code, words } = systemError(error);
  const trouble = TROUBLES[code] ?? { slug: "failed", state: words };
  return {
    code: `files/${trouble.slug}`,
    severity: "error",
    message: `Cannot ${action} "${path}": ${trouble.state}`,
    ...(trouble.hint !== undefined && { hint: trouble.hint(action, path) }),
  };
}

/** The system's code of an error (`ENOENT`), or `ungranted` if Deno lacked a permission. */
export function systemErrorCode(error: unknown): string {
  return systemError(error).code;
}

interface Trouble {
  readonly slug: string;
  readonly state: string;
  readonly hint?: (action: FileAction, path: string) => string;
}

/** Matches a path outside the current folder, judged by its spelling. */
const OUTSIDE = /^(?:[/\\]|[A-Za-z]:|\.\.(?:[/\\]|$))/;

const DISK_FULL: Trouble = {
  slug: "disk-full",
  state: "the disk is full",
  hint: () => "Free some space or raise the quota, then run the command again",
};

const NOT_PERMITTED: Trouble = {
  slug: "not-permitted",
  state: "permission denied",
  hint: (action, path) => `Give yourself permission to ${action} "${path}" and its folder`,
};

const TROUBLES: { readonly [code: string]: Trouble } = {
  ENOENT: {
    slug: "not-found",
    state: "there is no such file or folder",
    hint: () => "Create it, or name another path",
  },
  ENOTDIR: {
    slug: "not-a-folder",
    state: "a part of the path is a file, not a folder",
    hint: () => "Name a folder",
  },
  EISDIR: {
    slug: "is-a-folder",
    state: "it is a folder",
    hint: () => "Name a file",
  },
  EEXIST: {
    slug: "exists",
    state: "something of that name already exists",
    hint: (_, path) => `Move "${path}" away, or choose another name`,
  },
  ELOOP: {
    slug: "link-loop",
    state: "it is a link to itself",
    hint: () => "Name the file or folder itself, or recreate the link",
  },
  ENAMETOOLONG: {
    slug: "name-too-long",
    state: "the name is too long for the file system",
    hint: () => "Choose a shorter name",
  },
  ENOTREG: {
    slug: "not-regular",
    state: "it is a pipe, a socket or a device, not a file",
    hint: () => "Name a regular file, or move it out of the folder",
  },
  ETOOBIG: {
    slug: "too-large",
    state: `it is larger than ${MOST_MEBIBYTES} MiB`,
    hint: () => "Move data out of it; a schema is smaller",
  },
  ELEADSOUT: {
    slug: "leads-out",
    state: "it is a link to outside the project, or behind one",
    hint: () => "Replace it with a copy, or name its target on the command line",
  },
  EROFS: {
    slug: "read-only",
    state: "the file system is read-only",
    hint: () => "Remount it read-write, or name a folder elsewhere",
  },
  ungranted: {
    slug: "not-granted",
    state: "Deno was not allowed to",
    hint: (action, path) => {
      const permission = action === "read" ? "read" : "write";
      return `Run deno with --allow-${permission}=.${OUTSIDE.test(path) ? `,"${path}"` : ""}`;
    },
  },
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
  EFBIG: DISK_FULL,
  EACCES: NOT_PERMITTED,
  EPERM: NOT_PERMITTED,
};

function systemError(error: unknown): { readonly code: string; readonly words: string } {
  if (!(error instanceof Error)) throw error;
  if (error.name === "NotCapable") return { code: "ungranted", words: error.message };
  // Both runtimes set a code for every system error; an error without one is our bug.
  if (!("code" in error) || typeof error.code !== "string") throw error;
  return { code: error.code, words: error.message.replace(/\.$/, "") };
}
