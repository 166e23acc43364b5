import type { Diagnostic } from "../../base/diagnostic.ts";
import { sha256 } from "../../base/hash.ts";
import type { DeclaredExtension } from "../../sql/declared.ts";
import { fileDiagnostic, systemErrorCode } from "../files/file_errors.ts";
import { openFileReader } from "../files/file_system.ts";
import { absolutePath } from "../files/paths.ts";
import { PartMissing } from "../process/part_missing.ts";

/**
 * Loads native code that the application loads as well, in order. Throws `PartMissing` for a file that
 * cannot be read, whose bytes are others than were declared, or that the engine does not take.
 */
export async function loadExtensions(
  extensions: readonly DeclaredExtension[],
  load: (path: string) => void,
): Promise<void> {
  for (const extension of extensions) {
    const path = await verified(extension);
    loading(extension, () => load(path));
  }
}

/** What the work gives back. Throws `PartMissing` where it, on behalf of an extension, throws. */
export function loading<Value>(extension: DeclaredExtension, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw new PartMissing(notLoaded(extension, error), { cause: error });
  }
}

/** The file of an extension, whose bytes are those that were declared. */
async function verified({ path, sha256: declared }: DeclaredExtension): Promise<string> {
  const file = await readLibrary(path);
  const actual = await sha256(file.bytes);
  const hashes = typeof declared === "string" ? [declared] : declared;
  if (!hashes.some((hash) => hash.toLowerCase() === actual)) {
    throw new PartMissing(changed(path, actual));
  }
  return file.path;
}

/** What libraries end in: as SQLite does, one is added where the name as it is names no file. */
const ENDINGS = ["", ".so", ".dylib", ".dll"];

/** The path is absolute: one without a folder would be looked for among the system's libraries. */
async function readLibrary(path: string): Promise<{ path: string; bytes: Uint8Array }> {
  const reader = await openFileReader();
  let missing: unknown;
  for (const ending of ENDINGS) {
    const candidate = absolutePath("", `${path}${ending}`);
    try {
      return { path: candidate, bytes: reader.readFile(candidate) };
    } catch (error) {
      if (systemErrorCode(error) !== "ENOENT") {
        throw new PartMissing(fileDiagnostic("read", path, error), { cause: error });
      }
      missing ??= error;
    }
  }
  throw new PartMissing(fileDiagnostic("read", path, missing), { cause: missing });
}

function changed(path: string, actual: string): Diagnostic {
  return {
    code: "engine/extension-changed",
    severity: "error",
    message: `Cannot load the extension "${path}": its SHA-256 is not the declared one`,
    notes: [`The file's SHA-256 is ${actual}`],
    hint: 'If you trust the file, write that as its "sha256" under "extensions" in penumbra.json',
  };
}

function notLoaded({ path }: DeclaredExtension, error: unknown): Diagnostic {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const ungranted = name === "NotCapable";
  const state = ungranted ? "Deno was not allowed to run native code" : message;
  return {
    code: "engine/extension-not-loaded",
    severity: "error",
    message: `Cannot load the extension "${path}": ${state.trim().replace(/\.$/, "")}`,
    hint: ungranted
      ? "Run deno with --allow-ffi"
      : "Use a build for this machine, or declare what it registers under " +
        '"functions" and "modules" instead',
  };
}
