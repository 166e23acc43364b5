import { append } from "../../base/append.ts";
import { type Diagnostic, positionAt, type SourceText } from "../../base/diagnostic.ts";
import { fail, type Failure, type Result, succeed } from "../../base/result.ts";
import { suggest } from "../../base/suggest.ts";
import { fileDiagnostic } from "./file_errors.ts";
import { fileError, type FileReader, MOST_MEBIBYTES } from "./file_reader.ts";
import { openFileReader } from "./file_system.ts";

/** The files in a folder and its subfolders, by relative path, which has `/` on every system. */
export type FolderTexts = ReadonlyMap<string, SourceText>;

/** Options for reading. */
export interface ReadOptions {
  /** The reader to use; default: the disk. */
  readonly reader?: FileReader | undefined;
}

/** How many mebibytes the files of a folder may have together. */
const LARGEST_FOLDER = 8 * MOST_MEBIBYTES;

/** How many levels of folders `readFolder` reads. */
const DEEPEST = 16;

/**
 * The text of a file. Encoded as UTF-8 again it equals the file byte for byte, including a byte
 * order mark, which the tokenizer treats as white space. Fails with `files/not-found`,
 * `files/not-utf8` and with system errors.
 */
export async function readTextFile(
  path: string,
  { reader }: ReadOptions = {},
): Promise<Result<SourceText>> {
  return decode(path, reader ?? await openFileReader());
}

/**
 * The texts of the files below a folder that `accepts` selects, sorted by path; the other files are
 * not opened. Hidden files and folders, `node_modules` and links to folders are skipped. Fails with
 * `files/no-folder`, with `files/too-large` for more than 128 MiB, or as `readTextFile` does, listing
 * every file that is not UTF-8.
 */
export async function readFolder(
  path: string,
  accepts: (relativePath: string) => boolean,
  options: ReadOptions = {},
): Promise<Result<FolderTexts>> {
  const reader = options.reader ?? await openFileReader();
  const folder = path.replace(/(?<=.)[/\\]+$/, "");
  const listed = listFiles(folder, reader);
  if (!listed.ok) return listed;
  const texts = new Map<string, SourceText>();
  const diagnostics: Diagnostic[] = [];
  const start = withSlash(folder);
  let length = 0;
  for (const relativePath of listed.value.filter(accepts).sort()) {
    const text = decode(start + relativePath, reader);
    if (text.ok) texts.set(relativePath, text.value);
    else append(diagnostics, text.diagnostics);
    length += text.ok ? text.value.text.length : 0;
    if (length > LARGEST_FOLDER << 20) return fail("unfinished", tooLargeTogether(folder));
  }
  return diagnostics.length === 0 ? succeed(texts) : fail("unfinished", diagnostics);
}

/** The relative paths of all files below the folder, in no particular order. */
function listFiles(folder: string, reader: FileReader): Result<string[]> {
  const files: string[] = [];
  const pending = [""];
  for (let below = pending.pop(); below !== undefined; below = pending.pop()) {
    const path = below === "" ? folder : withSlash(folder) + below;
    if (below.split("/").length > DEEPEST) return fail("unfinished", tooDeep(path));
    const entries = attempt(path, reader, () => reader.listFolder(path));
    if (!entries.ok) return below === "" ? folderFailure(entries, { path, reader }) : entries;
    for (const { name, kind } of entries.value) {
      if (name.startsWith(".") || name === "node_modules") continue;
      const relativePath = below === "" ? name : `${below}/${name}`;
      if (kind === "file") files.push(relativePath);
      if (kind === "folder") pending.push(relativePath);
    }
  }
  return succeed(files);
}

/** The failure, with a separate code if the whole folder is missing. */
function folderFailure(
  failure: Failure,
  { path, reader }: { readonly path: string; readonly reader: FileReader },
): Failure {
  const diagnostics = failure.diagnostics.map((it): Diagnostic => {
    if (it.code === "files/not-found") return { ...it, code: "files/no-folder" };
    const isFile = it.code === "files/not-a-folder" &&
      attempt(path, reader, () => reader.readFile(path)).ok;
    return isFile ? { ...it, message: `Cannot read "${path}" as a folder: it is a file` } : it;
  });
  return { ...failure, diagnostics };
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(path: string, reader: FileReader): Result<SourceText> {
  const text = reader.readListed?.(path);
  if (text !== undefined) return succeed({ name: path, text });
  const bytes = attempt(path, reader, () => reader.readFile(path));
  if (!bytes.ok) return bytes;
  // Readers other than the disk do not limit sizes.
  if (bytes.value.length > MOST_MEBIBYTES << 20) {
    return fail("unfinished", fileDiagnostic("read", path, fileError("ETOOBIG", path)));
  }
  try {
    return succeed({ name: path, text: strict.decode(bytes.value) });
  } catch {
    return fail("unfinished", notUtf8(path, bytes.value));
  }
}

/** The reader's result, or a failure with the system's error. */
function attempt<T>(path: string, reader: FileReader, read: () => T): Result<T> {
  try {
    return succeed(read());
  } catch (error) {
    const diagnostic = fileDiagnostic("read", path, error);
    if (diagnostic.code !== "files/not-found") return fail("unfinished", diagnostic);
    // A name that is not valid UTF-8 arrives with a replacement character, and then matches no
    // file.
    const isGarbled = path.includes("\ufffd");
    return fail(
      "unfinished",
      isGarbled ? nameNotUtf8(path) : withSuggestion(diagnostic, path, reader),
    );
  }
}

function notUtf8(name: string, bytes: Uint8Array): Diagnostic {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const { startOffset, byteOffset } = firstInvalid(bytes, text);
  const { line } = positionAt(text, startOffset);
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) ||
    (bytes[0] === 0xfe && bytes[1] === 0xff);
  return {
    code: "files/not-utf8",
    severity: "error",
    message: `Cannot read "${name}": byte ${byteOffset}, on line ${line}, is not UTF-8`,
    span: { source: { name, text }, startOffset, endOffset: startOffset + 1 },
    ...(utf16 ? { notes: ["It looks like UTF-16, which PowerShell writes for >"] } : {}),
    hint: "Save the file as UTF-8",
  };
}

/** The position of the first replacement character that is not in the bytes themselves. */
function firstInvalid(bytes: Uint8Array, lossyText: string) {
  let startOffset = 0;
  let byteOffset = 0;
  while (true) {
    const next = lossyText.indexOf("\ufffd", startOffset);
    byteOffset += new TextEncoder().encode(lossyText.slice(startOffset, next)).length;
    const isReal = [0xef, 0xbf, 0xbd].every((byte, index) => bytes[byteOffset + index] === byte);
    if (!isReal) return { startOffset: next, byteOffset };
    startOffset = next + 1;
    byteOffset += 3;
  }
}

/**
 * The diagnostic for a missing file, with the name of a similar one next to it. What is listed although
 * it is missing is a link.
 */
function withSuggestion(diagnostic: Diagnostic, path: string, reader: FileReader): Diagnostic {
  const [, folder = "", name = ""] = path.match(/^(.*[/\\])?([^/\\]*)$/) ?? [];
  try {
    const neighbours = reader.listFolder(folder || ".").map((entry) => entry.name);
    if (neighbours.includes(name)) {
      return { ...diagnostic, message: `Cannot read "${path}": it is a link to a missing file` };
    }
    const meant = suggest(name, neighbours);
    return meant === undefined ? diagnostic : {
      ...diagnostic,
      hint: `Did you mean "${folder}${meant}"?`,
    };
  } catch {
    return diagnostic;
  }
}

function nameNotUtf8(path: string): Diagnostic {
  return {
    code: "files/name-not-utf8",
    severity: "error",
    message: `Cannot read "${path}": its name is not UTF-8`,
    hint: "Give it a name in UTF-8; a shell completes the one it has with Tab",
  };
}

function tooDeep(path: string): Diagnostic {
  return {
    code: "files/too-deep",
    severity: "error",
    message: `Cannot read "${path}": it is nested more than ${DEEPEST} folders deep`,
    hint: "Name the folder that contains the files",
  };
}

function tooLargeTogether(folder: string): Diagnostic {
  return {
    code: "files/too-large",
    severity: "error",
    message: `Cannot read "${folder}": its files are larger than ${LARGEST_FOLDER} MiB together`,
    hint: "Move data out of them, or name another folder",
  };
}

function withSlash(folder: string): string {
  return /[/\\]$/.test(folder) ? folder : `${folder}/`;
}
