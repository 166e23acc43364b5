import type { Diagnostic } from "../../base/diagnostic.ts";
import { sha256 } from "../../base/hash.ts";
import type { DeclaredExtension } from "../../sql/declared.ts";
import { fileDiagnostic, systemErrorCode } from "../files/file_errors.ts";
import { exists } from "../files/links.ts";
import { openFileReader } from "../files/file_system.ts";
import { absolutePath } from "../files/paths.ts";
import { PartMissing } from "../process/part_missing.ts";

/**
 * Returns a function that loads the application's extensions into a database, in order. Throws
 * `PartMissing` for a file that cannot be read or whose hash differs from the declared one; the
 * function throws it if the engine refuses an extension.
 */
export async function extensionLoader(
  extensions: readonly DeclaredExtension[],
): Promise<(load: (path: string) => void) => void> {
  const paths: string[] = [];
  for (const extension of extensions) paths.push(await verified(extension));
  return (load) => {
    for (const [index, extension] of extensions.entries()) {
      loading(extension, () => load(paths[index]!));
    }
  };
}

/** The result of the work. Throws `PartMissing` with the extension's diagnostic if it throws. */
export function loading<Value>(extension: DeclaredExtension, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw new PartMissing(notLoaded(extension, error), { cause: error });
  }
}

/** The path of the extension's file, after checking its hash, and that no other can be loaded. */
async function verified({ path, sha256: declared }: DeclaredExtension): Promise<string> {
  const file = await readLibrary(path);
  const actual = await sha256(file.bytes);
  const hashes = typeof declared === "string" ? [declared] : declared;
  if (!hashes.some((hash) => hash.toLowerCase() === actual)) {
    throw new PartMissing(changed(path, actual));
  }
  // What SQLite cannot load, such as a file for another system, it tries again with an ending.
  for (const ending of ENDINGS) {
    const other = `${file.path}${ending}`;
    if (ending !== "" && await exists(other)) throw new PartMissing(notAlone(path, other));
  }
  return file.path;
}

/** Suffixes of libraries: like SQLite, one is added if there is no file with the plain name. */
const ENDINGS = ["", ".so", ".dylib", ".dll"];

/**
 * The file's absolute path and bytes: a path without a folder would be searched in the system's
 * libraries.
 */
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

function notAlone(path: string, other: string): Diagnostic {
  return {
    code: "engine/extension-not-loaded",
    severity: "error",
    message: `Cannot load the extension "${path}": "${other}" is beside it, which SQLite may load`,
    hint: `Remove "${other}", or name it with its own hash`,
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
