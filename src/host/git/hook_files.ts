import { fail, type Result, succeed } from "../../base/result.ts";
import { temporaryBeside } from "../files/write/atomic_files.ts";
import { fileDiagnostic, systemErrorCode } from "../files/file_errors.ts";
import { folderOf } from "../files/paths.ts";
import { uninterrupted } from "../uninterrupted.ts";

/** A file that git would run as a hook. */
export interface HookFile {
  /** Its text; empty for a link, a binary, or anything other than a file. */
  readonly text: string;
  /** Whether it is executable; git ignores other hooks. */
  readonly mayRun: boolean;
}

/** The hook at the path; undefined if there is none. Fails like reading a file. */
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

/** More than any hook that penumbra writes. */
const MOST_BYTES = 1 << 20;

/**
 * Writes an executable hook. An existing one is renamed to `keepAs` if that is given, and replaced
 * otherwise. Done completely or not at all.
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

/** Removes a hook and restores the previous one if it was kept. */
export async function removeHook(
  path: string,
  { kept }: { readonly kept: string | undefined },
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
