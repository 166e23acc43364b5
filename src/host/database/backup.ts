import { type EngineName, engineOf, type TrialEngine } from "../../base/engine_name.ts";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { sha256 } from "../../base/hash.ts";
import { fileDiagnostic, systemErrorCode } from "../files/file_errors.ts";
import { withoutLinks } from "../files/links.ts";
import { PartMissing } from "../process/part_missing.ts";
import type { DeclaredExtension } from "../../sql/declared.ts";
import { type CheckedDatabase, isFaithful } from "./backup_check.ts";
import { extensionLoader } from "../engines/extensions.ts";
import { loadLibsql } from "../engines/libsql.ts";

/** What is needed to copy a database: making a copy evaluates CHECK constraints and indexes. */
export interface CopyOptions {
  /** The engine that runs the migrations. */
  readonly engine: TrialEngine;
  readonly extensions?: readonly DeclaredExtension[] | undefined;
}

/** The location of a backup, and how it is made. */
export interface BackupPlace extends CopyOptions {
  /** The folder; next to the database if absent. */
  readonly folder?: string | undefined;
  /** Digits that distinguish one backup from the next. */
  readonly stamp: string;
}

/**
 * Copies a database file with VACUUM INTO and opens the copy to check that it is intact; returns
 * its path, or undefined if there is nothing to back up yet. Fails with `backup/…`.
 * https://www.sqlite.org/lang_vacuum.html#vacuuminto
 */
export async function backUp(
  path: string,
  { folder, stamp, engine, extensions = [] }: BackupPlace,
): Promise<Result<string | undefined>> {
  const [{ mkdirSync, rmSync, existsSync }, { dirname, join }] = await Promise
    .all([import("node:fs"), import("node:path")]);
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
  try {
    const open = await openerOf(engineOf(engine), extensions);
    const objects = await copyWith(open, path, copy).catch(async (error) => {
      // Deno allows ATTACH only with all permissions; libSQL is not restricted.
      const isRefused = error instanceof Error && /too many attached databases/.test(error.message);
      if (!isRefused) throw error;
      return await copyWith(await openerOf("libsql", extensions), path, copy);
    });
    if (objects === 0) return succeed(undefined);
    const openReadOnly = (name: string) => open(name, { readOnly: true });
    const opened = openReadOnly(copy);
    try {
      const isWhole = isFaithful(opened, () => openReadOnly(path)) &&
        objectsIn(opened) === objects;
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

/** What both engines have that copies and checks need. */
interface CopiedDatabase extends CheckedDatabase {
  prepare(sql: string): ReturnType<CheckedDatabase["prepare"]> & { run(value: string): unknown };
}

type Open = (path: string, options?: { readonly readOnly: boolean }) => CopiedDatabase;

/** A function that opens a database file with an engine, and loads the extensions. */
async function openerOf(
  engine: EngineName,
  extensions: readonly DeclaredExtension[],
): Promise<Open> {
  const load = await extensionLoader(extensions);
  if (engine === "libsql") {
    const [Libsql, { pathToFileURL }] = await Promise.all([loadLibsql(), import("node:url")]);
    return (path, { readOnly } = { readOnly: false }) => {
      const database = new Libsql(readOnly ? `${pathToFileURL(path).href}?mode=ro` : path);
      database.exec(`PRAGMA busy_timeout = ${WAIT_MS}`);
      load((file) => database.loadExtension(file));
      return {
        prepare: (sql) => database.prepare<string[]>(sql),
        close: () => database.close(),
      };
    };
  }
  const { DatabaseSync } = await import("node:sqlite");
  return (path, { readOnly } = { readOnly: false }) => {
    const allowExtension = extensions.length > 0;
    const database = new DatabaseSync(path, { readOnly, timeout: WAIT_MS, allowExtension });
    load((file) => database.loadExtension(file));
    return database;
  };
}

/** How long to wait for another program's lock. */
const WAIT_MS = 10_000;

/** Copies a database unless it is empty; returns how many objects it has. */
// deno-lint-ignore require-await -- what an engine throws becomes a rejection.
async function copyWith(open: Open, path: string, copy: string): Promise<number> {
  const database = open(path);
  try {
    const objects = objectsIn(database);
    if (objects > 0) database.prepare("VACUUM INTO ?").run(copy);
    return objects;
  } finally {
    // Another engine may open the file next.
    database.close();
  }
}

function objectsIn(database: CheckedDatabase): number {
  return database.prepare("SELECT 1 FROM sqlite_schema").all().length;
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
