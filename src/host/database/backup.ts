import type { DatabaseSync } from "node:sqlite";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { sha256 } from "../../base/hash.ts";
import { fileDiagnostic, systemErrorCode } from "../files/file_errors.ts";
import { withoutLinks } from "../files/links.ts";
import { PartMissing } from "../process/part_missing.ts";
import type { DeclaredExtension } from "../../sql/declared.ts";
import { isFaithful } from "./backup_check.ts";
import { extensionLoader } from "../engines/extensions.ts";
import { loadLibsql } from "../engines/libsql.ts";

/** The location of a backup. */
export interface BackupPlace {
  /** The folder; next to the database if absent. */
  readonly folder?: string | undefined;
  /** Digits that distinguish one backup from the next. */
  readonly stamp: string;
  /** Extensions to load: making a copy evaluates CHECK constraints. */
  readonly extensions?: readonly DeclaredExtension[] | undefined;
}

/**
 * Copies a database file with VACUUM INTO and opens the copy to check that it is intact; returns
 * its path, or undefined if there is nothing to back up yet. Fails with `backup/…`.
 * https://www.sqlite.org/lang_vacuum.html#vacuuminto
 */
export async function backUp(
  path: string,
  { folder, stamp, extensions = [] }: BackupPlace,
): Promise<Result<string | undefined>> {
  const [{ DatabaseSync }, { mkdirSync, rmSync, existsSync }, { dirname, join }] = await Promise
    .all([import("node:sqlite"), import("node:fs"), import("node:path")]);
  if (!existsSync(path)) return succeed(undefined);
  const copy = join(
    folder ?? dirname(path),
    `${await backupStart(path, folder)}${stamp}${BACKUP_ENDING}`,
  );
  try {
    mkdirSync(dirname(copy), { recursive: true });
  } catch (error) {
    return fail("unfinished", fileDiagnostic("write", dirname(copy), error));
  }
  const count = "SELECT count(*) AS n FROM sqlite_schema";
  const load = await extensionLoader(extensions);
  const allowExtension = extensions.length > 0;
  try {
    const database = new DatabaseSync(path, { timeout: 10_000, allowExtension });
    let objects: unknown;
    let isCopied = false;
    try {
      objects = database.prepare(count).get()?.["n"];
      if (objects === 0) return succeed(undefined);
      load((file) => database.loadExtension(file));
      isCopied = copyInto(database, copy);
    } finally {
      database.close();
    }
    if (!isCopied) await copyByLibsql(path, copy, load);
    const openReadOnly = (name: string) => {
      const opened = new DatabaseSync(name, { readOnly: true, timeout: 10_000, allowExtension });
      load((file) => opened.loadExtension(file));
      return opened;
    };
    const opened = openReadOnly(copy);
    try {
      const isWhole = isFaithful(opened, () => openReadOnly(path)) &&
        opened.prepare(count).get()?.["n"] === objects;
      if (!isWhole) return fail("unfinished", notWhole(copy));
    } finally {
      opened.close();
    }
    return succeed(copy);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof PartMissing) throw error;
    rmSync(copy, { force: true });
    return fail("unfinished", notMade(path, copy, error));
  }
}

/** Whether the copy was made: Deno allows ATTACH only with all permissions. */
function copyInto(database: DatabaseSync, copy: string): boolean {
  try {
    database.prepare("VACUUM INTO ?").run(copy);
    return true;
  } catch (error) {
    if (error instanceof Error && /too many attached databases/.test(error.message)) return false;
    throw error;
  }
}

/** Makes the copy with libSQL, which is not restricted. The other engine has closed the file by now. */
async function copyByLibsql(
  path: string,
  copy: string,
  load: Awaited<ReturnType<typeof extensionLoader>>,
): Promise<void> {
  const Libsql = await loadLibsql();
  const database = new Libsql(path);
  try {
    load((file) => database.loadExtension(file));
    database.exec("PRAGMA busy_timeout = 10000");
    database.prepare("VACUUM INTO ?").run(copy);
  } finally {
    database.close();
  }
}

/**
 * The prefix of the names of a database's backups. A separate folder may also contain those of
 * other databases with the same name.
 */
async function backupStart(path: string, folder: string | undefined): Promise<string> {
  const { basename, resolve } = await import("node:path");
  if (folder === undefined) return `${basename(path)}.`;
  const place = await sha256(await withoutLinks(resolve(path)));
  return `${basename(path)}.${place.slice(0, 8)}.`;
}

/** Deletes a backup that is not needed. */
export async function removeBackup(copy: string): Promise<void> {
  const { rmSync } = await import("node:fs");
  rmSync(copy, { force: true });
}

/** Deletes the earlier backups in the same folder as this one. */
export async function removeEarlierBackups(
  path: string,
  copy: string,
  folder: string | undefined,
): Promise<void> {
  const [{ readdirSync, rmSync }, { basename, dirname, join }] = await Promise.all([
    import("node:fs"),
    import("node:path"),
  ]);
  const start = await backupStart(path, folder);
  for (const name of readdirSync(dirname(copy))) {
    const stamp = name.startsWith(start) && name.endsWith(BACKUP_ENDING)
      ? name.slice(start.length, -BACKUP_ENDING.length)
      : "";
    if (/^\d{17}$/.test(stamp) && name < basename(copy)) rmSync(join(dirname(copy), name));
  }
}

/** The suffix of backup files. */
export const BACKUP_ENDING = ".penumbra-backup";

function notMade(path: string, copy: string, error: Error): Diagnostic {
  return {
    code: "backup/failed",
    severity: "error",
    message: `Cannot back up "${path}" to "${copy}": ${error.message}`,
    hint: `${nextStep(error)}; nothing was changed`,
  };
}

function nextStep(error: Error): string {
  if (systemErrorCode(error) === "ENOSPC" || /disk is full|disk I\/O error/i.test(error.message)) {
    return "Free some space, or name a folder on another disk with --backup";
  }
  return /^no such (?:collation sequence|function|module)/.test(error.message)
    ? "Only its application can have that: close it, copy the file, and use --no-backup"
    : "Name a folder with --backup, or use --no-backup if there is another backup";
}

function notWhole(copy: string): Diagnostic {
  return {
    code: "backup/damaged",
    severity: "error",
    message: `Cannot use the backup "${copy}": it differs from the database`,
    hint: "Run penumbra doctor on the database; nothing was changed",
  };
}
