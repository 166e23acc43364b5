import { type Diagnostic, startOf } from "../../base/diagnostic.ts";
import { fail, type Failure, type Result, succeed } from "../../base/result.ts";
import { suggest } from "../../base/suggest.ts";
import { type FolderTexts, readFolder, type ReadOptions } from "../../host/files/read_files.ts";
import { readFilesAbove } from "../../host/files/files_above.ts";
import type {
  FolderSettings,
  Migration,
  MigrationDirectory,
  MigrationFolder,
} from "../directory.ts";
import { migrationsOf } from "./migrations_of.ts";
import { dialectNamed, withoutOtherDialects } from "../names/dialects.ts";
import { hasStatement } from "../text/has_statement.ts";
import { CONTEXT_FILES, type Layout } from "../layouts/layout.ts";
import { PLAIN } from "../layouts/plain.ts";
import { isReadByAny, layoutNamed, LAYOUTS, recogniseLayout } from "../layouts/list.ts";

/** Options of `readMigrations`; all are optional. */
export interface ReadMigrationsOptions {
  /** The name of its layout, such as `"drizzle"`. Default: detected from its files. */
  readonly layout?: string | undefined;
  /** Whether a folder that does not exist is an error, or has no migrations. Default `"fail"`. */
  readonly whenMissing?: "fail" | "empty";
  /** Settings for its files. Default: none. */
  readonly settings?: FolderSettings | undefined;
}

/**
 * The migrations of a folder, in the order they run. Their SQL is read but not run. A last migration without a
 * statement is a warning.
 *
 * Fails with `migrations/no-folder` if the folder does not exist, with `migrations/unknown-layout` if its files match
 * no layout, and with everything that its layout does not allow.
 *
 * @example
 * ```ts
 * import { readMigrations, renderDiagnostics, ShadowDatabase } from "penumbra";
 *
 * const folder = await readMigrations("migrations", { whenMissing: "empty" });
 * if (!folder.ok) throw new Error(renderDiagnostics(folder.diagnostics));
 * await using shadow = await ShadowDatabase.open();
 * await shadow.applyMigrations(folder.value);
 * console.log(shadow.introspect().tables.map(({ name }) => name));
 * ```
 */
export function readMigrations(
  path: string,
  options: ReadMigrationsOptions = {},
): Promise<Result<MigrationDirectory>> {
  return readMigrationsWith(path, options);
}

/** Like `readMigrations`, with a reader other than the disk. */
export async function readMigrationsWith(
  path: string,
  options: ReadMigrationsOptions & ReadOptions,
): Promise<Result<MigrationDirectory>> {
  const folder = await readMigrationFolder(path, options);
  if (!folder.ok) return folder;
  const directory = await migrationsIn(folder.value);
  return { ...directory, diagnostics: [...folder.diagnostics, ...directory.diagnostics] };
}

/**
 * The contents of a migrations folder, before its layout is determined. Fails with
 * `migrations/no-folder`, even if a missing folder is allowed but there is one with a similar name,
 * if there is no such layout, and with `migrations/control-character` in a name.
 */
export async function readMigrationFolder(
  path: string,
  options: ReadMigrationsOptions & ReadOptions,
): Promise<Result<MigrationFolder>> {
  const named = wantedLayout(options.layout);
  if (!named.ok) return named;
  const read = await readFolder(path, isReadByAny, options);
  if (!read.ok && read.diagnostics[0]?.code !== "files/no-folder") return read;
  const meant = read.ok ? undefined : suggestionIn(read.diagnostics[0]);
  // After a typo, everything would be written again to another folder.
  if (!read.ok && (options.whenMissing !== "empty" || meant !== undefined)) {
    return fail("unfinished", noFolder(path, meant));
  }
  const files: FolderTexts = read.ok ? read.value : new Map();
  const names = Array.from(files.values(), ({ name }) => name);
  const odd = CONTROL.test(names.join("")) ? names.filter((name) => CONTROL.test(name)) : [];
  if (odd.length > 0) return fail("unfinished", odd.map(controlCharacter));
  const settings = options.settings && { settings: options.settings };
  if (named.value !== undefined) {
    const layout = named.value.name;
    return succeed({ path, layout, files, around: new Map(), ...settings });
  }
  const around = await readFilesAbove(path, CONTEXT_FILES, options);
  return succeed({ path, files, around, ...settings });
}

const CONTROL = /\p{Cc}/u;

/** The layout of a folder: the given one, or the one that its files match. */
export function layoutOfFolder({ layout: name, files, around, settings }: MigrationFolder): Layout {
  if (name !== undefined) return layoutNamed(name) ?? PLAIN;
  const layout = recogniseLayout(withoutOtherDialects(files), around);
  // Programs covered by a baseline do not determine the layout of later migrations.
  return layout.readsPrograms && settings?.baseline !== undefined ? PLAIN : layout;
}

/** The migrations in a folder that was read, as `readMigrations` returns them. */
export async function migrationsIn(
  folder: MigrationFolder,
  layout: Layout = layoutOfFolder(folder),
): Promise<Result<MigrationDirectory>> {
  const { path, layout: named, files, settings } = folder;
  const migrations = await migrationsOf(layout, files, settings);
  if (!migrations.ok) {
    return named === undefined ? withReason(migrations, layout, path) : migrations;
  }
  const stray = [...files.keys()].find((file) => file.endsWith(".sql"));
  if (named === undefined && migrations.value.length === 0 && stray !== undefined) {
    return fail("unfinished", unknownLayout(path, { stray, files }));
  }
  const directory = {
    path,
    layout: layout.name,
    migrations: migrations.value,
    files,
    ...(settings && { settings }),
  };
  // What others follow was left empty on purpose, such as a version that only another database needs.
  const last = migrations.value.findLastIndex((it) => !isUnwritten(it));
  const empty = migrations.value.slice(last + 1).map(isEmpty);
  return succeed(directory, [...migrations.diagnostics, ...empty]);
}

function wantedLayout(name: string | undefined): Result<Layout | undefined> {
  if (name === undefined) return succeed(undefined);
  const layout = layoutNamed(name);
  return layout === undefined ? fail("misuse", noSuchLayout(name)) : succeed(layout);
}

/** The diagnostic for an unknown layout, which lists the known ones. */
export function noSuchLayout(name: string): Diagnostic {
  const names = LAYOUTS.map((candidate) => candidate.name);
  const meant = suggest(name, names);
  return {
    code: "migrations/no-such-layout",
    severity: "error",
    message: `Cannot read migrations: there is no layout "${name}"`,
    hint: meant === undefined
      ? `Choose one of these: ${names.join(", ")}`
      : `Did you mean "${meant}"?`,
  };
}

/** The failure, with the reason for the layout: a folder may contain files of several tools. */
function withReason(failure: Failure, { name }: Layout, path: string): Failure {
  if (name === PLAIN.name) return failure;
  const note =
    `From its files, the layout of "${path}" was detected as "${name}"; --layout overrides it`;
  const [first, ...others] = failure.diagnostics;
  // A template is one in every layout.
  return first === undefined || first.code === "migrations/template"
    ? failure
    : { ...failure, diagnostics: [{ ...first, notes: [...first.notes ?? [], note] }, ...others] };
}

function noFolder(path: string, suggestion: string | undefined): Diagnostic {
  return {
    code: "migrations/no-folder",
    severity: "error",
    message: `Cannot read migrations: there is no folder "${path}"`,
    hint: suggestion ?? "Create it, or name another folder",
  };
}

/** Comments, checksums and journals list the names of files, one per line. */
function controlCharacter(name: string): Diagnostic {
  return {
    code: "migrations/control-character",
    severity: "error",
    message: `Cannot read "${name}": its name contains a control character`,
    hint: "Rename it",
  };
}

/** The hint about a similar name, if there is one. */
function suggestionIn({ hint = "" }: Pick<Diagnostic, "hint"> = {}): string | undefined {
  return hint.startsWith("Did you mean") ? hint : undefined;
}

/**
 * A failure if there is SQL only in subfolders: otherwise no migrations would be found, and all
 * written again.
 */
function unknownLayout(
  path: string,
  { stray, files }: { readonly stray: string; readonly files: FolderTexts },
): Diagnostic {
  const below = Array.from(files.keys(), (file) => file.replace(/\/.*$/, ""));
  const forSqlite = below.find((folder) => dialectNamed(folder) === "sqlite");
  const names = LAYOUTS.map((layout) => layout.name).join(", ");
  return {
    code: "migrations/unknown-layout",
    severity: "error",
    message: `Cannot detect the layout of "${path}": it contains "${stray}", but no migration`,
    hint: forSqlite === undefined
      ? `Pass its layout with --layout: ${names}`
      : `Name the folder for SQLite with --migrations ${path}/${forSqlite}`,
  };
}

function isUnwritten({ source, isOpaque, isCovered, isCut }: Migration): boolean {
  return !isOpaque && !isCovered && !isCut && !hasStatement(source.text);
}

function isEmpty(migration: Migration): Diagnostic {
  const { source } = migration;
  return {
    code: "migrations/empty",
    severity: "warning",
    message: `"${source.name}" contains no statement`,
    span: startOf(source),
    hint: "Write its SQL, or delete it if no database has run it",
  };
}
