import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { suggest } from "../base/suggest.ts";
import { type FolderTexts, readFolder, type ReadOptions } from "../host/files.ts";
import type { Migration, MigrationDirectory } from "./directory.ts";
import { holdsNoStatement } from "./empty.ts";
import type { Layout } from "./layouts/layout.ts";
import { LAYOUTS, recogniseLayout } from "./layouts/list.ts";

/** How to read a folder of migrations. */
export interface ReadMigrationsOptions {
  /** The name of its layout; without one the files tell. */
  readonly layout?: string | undefined;
  /** Whether a folder that is not there is an error (the default) or holds no migrations. */
  readonly whenMissing?: "fail" | "empty";
}

/**
 * The migrations of a folder in the order they run, with a warning for each that holds no statement.
 * Fails with `migrations/no-folder`, with `migrations/unknown-layout` where none fits, and with all
 * that the layout finds wrong.
 */
export function readMigrations(
  path: string,
  options: ReadMigrationsOptions = {},
): Promise<Result<MigrationDirectory>> {
  return readMigrationsWith(path, options);
}

/** The same, by a reader that need not be the disk. */
export async function readMigrationsWith(
  path: string,
  options: ReadMigrationsOptions & ReadOptions,
): Promise<Result<MigrationDirectory>> {
  const named = layoutNamed(options.layout);
  if (!named.ok) return named;
  const reads = (file: string) => LAYOUTS.some((layout) => layout.reads(file));
  const read = await readFolder(path, reads, options);
  if (!read.ok && read.diagnostics[0]?.code !== "files/no-folder") return read;
  if (!read.ok && options.whenMissing !== "empty") {
    return fail("unfinished", noFolder(path, read.diagnostics[0]?.hint));
  }
  const files: FolderTexts = read.ok ? read.value : new Map();
  const layout = named.value ?? recogniseLayout(files);
  const migrations = layout.read(files);
  if (!migrations.ok) return migrations;
  if (named.value === undefined && migrations.value.length === 0 && files.size > 0) {
    return fail("unfinished", unknownLayout(path, files));
  }
  const directory = { path, layout: layout.name, migrations: migrations.value, files };
  const empty = migrations.value.filter(({ source }) => holdsNoStatement(source.text)).map(isEmpty);
  return succeed(directory, [...migrations.diagnostics, ...empty]);
}

function layoutNamed(name: string | undefined): Result<Layout | undefined> {
  if (name === undefined) return succeed(undefined);
  const layout = LAYOUTS.find((candidate) => candidate.name === name);
  if (layout !== undefined) return succeed(layout);
  const names = LAYOUTS.map((candidate) => candidate.name);
  const meant = suggest(name, names);
  return fail("misuse", {
    code: "migrations/no-such-layout",
    severity: "error",
    message: `Cannot read migrations: there is no layout "${name}"`,
    hint: meant === undefined
      ? `Choose one of these: ${names.join(", ")}`
      : `Did you mean "${meant}"?`,
  });
}

function noFolder(path: string, hint = ""): Diagnostic {
  return {
    code: "migrations/no-folder",
    severity: "error",
    message: `Cannot read migrations: there is no folder "${path}"`,
    hint: hint.startsWith("Did you mean")
      ? hint
      : "Run penumbra init, or name the folder with --migrations",
  };
}

/** SQL that lies only in folders below would pass for no migrations, and all be written again. */
function unknownLayout(path: string, files: FolderTexts): Diagnostic {
  const [first = ""] = files.keys();
  return {
    code: "migrations/unknown-layout",
    severity: "error",
    message: `Cannot tell the layout of "${path}": it holds "${first}", but no migration`,
    hint: `Name its layout with --layout: ${LAYOUTS.map((layout) => layout.name).join(", ")}`,
  };
}

function isEmpty(migration: Migration): Diagnostic {
  const { source } = migration;
  return {
    code: "migrations/empty",
    severity: "warning",
    message: `"${source.name}" holds no statement`,
    hint: "Write its SQL, or delete it if no database has run it",
  };
}
