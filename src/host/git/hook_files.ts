import { fail, type Result, succeed } from "../../base/result.ts";
import { temporaryBeside } from "../files/atomic_files.ts";
import { fileDiagnostic, systemErrorCode } from "../files/file_errors.ts";
import { folderOf } from "../files/paths.ts";
import { uninterrupted } from "../uninterrupted.ts";

/** What git would run as a hook. */
export interface HookFile {
  /** As far as it is text; of a link, of what is not a file and of a program, nothing. */
  readonly text: string;
  /** Git passes over a hook that may not be run. */
  readonly mayRun: boolean;
}

/** What is at the path of a hook; undefined where nothing does. Fails as reading a file does. */
export async function readHook(path: string): Promise<Result<HookFile | undefined>> {
  const system = await import("node:fs");
  try {
    const facts = system.lstatSync(path);
    const isText = facts.isFile() && facts.size < MOST_BYTES;
    const text = isText ? system.readFileSync(path, "utf8") : "";
    return succeed({ text, mayRun: (facts.mode & 0o111) !== 0 });
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return succeed(undefined);
    return fail("unfinished", fileDiagnostic("read", path, error));
  }
}

/** No hook of ours is larger. */
const MOST_BYTES = 1 << 20;

/**
 * Writes a hook that may be run. What is at the path is renamed to `keepAs` where that is given,
 * untouched, and replaced otherwise. Done as a whole or not at all.
 */
export async function writeHook(
  path: string,
  { text, keepAs }: { readonly text: string; readonly keepAs?: string | undefined },
): Promise<Result<void>> {
  const system = await import("node:fs");
  return await uninterrupted(() => {
    const temporary = temporaryBeside(path);
    let moved: string | undefined;
    try {
      system.mkdirSync(folderOf(path), { recursive: true });
      system.writeFileSync(temporary, text, { flag: "wx" });
      system.chmodSync(temporary, 0o755);
      if (keepAs !== undefined) system.renameSync(path, keepAs);
      moved = keepAs;
      system.renameSync(temporary, path);
      return succeed(undefined);
    } catch (error) {
      if (moved !== undefined) system.renameSync(moved, path);
      system.rmSync(temporary, { force: true });
      return fail("unfinished", fileDiagnostic("write", path, error));
    }
  });
}

/** Takes a hook away, and gives its place back to what was kept of the one before. */
export async function removeHook(
  path: string,
  { kept }: { readonly kept?: string | undefined } = {},
): Promise<Result<void>> {
  const system = await import("node:fs");
  try {
    if (kept === undefined) system.rmSync(path);
    else system.renameSync(kept, path);
    return succeed(undefined);
  } catch (error) {
    return fail("unfinished", fileDiagnostic("write", path, error));
  }
}
