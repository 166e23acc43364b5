import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed, type Success } from "../../base/result.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import { haveSameStatements } from "../../sql/same_statements.ts";
import { withDialect } from "../names/dialects.ts";
import type { Migration, MigrationDirectory } from "../directory.ts";
import { sumBeside } from "../layouts/atlas.ts";
import { isReadByAny } from "../layouts/list.ts";
import type { Layout, LayoutFile, NewMigration } from "../layouts/layout.ts";
import { migrationsIn } from "../read/read_migrations.ts";

/** The files of a new migration, and their folder. */
export interface NextFiles {
  readonly files: readonly LayoutFile[];
  /** The folder with them, as it will be read. */
  readonly directory: Success<MigrationDirectory>;
}

/**
 * The files that add a migration to a folder. The folder is read again with them, as its tool
 * would: it must end with that migration, and with exactly the statements that were proven. Fails
 * with `migrations/not-last` or `migrations/not-as-proven` if it does not.
 */
export async function nextFiles(
  layout: Layout,
  request: NewMigration,
): Promise<Result<NextFiles>> {
  const { directory, sql } = request;
  const written = await layout.write(request);
  if (!written.ok) return written;
  const named = written.value.map((file) =>
    file.replaces ? file : { ...file, path: withDialect(file.path, directory.files) }
  );
  const { path, settings } = directory;
  const added = withNewFiles(directory, named);
  const sum = await sumBeside(directory.files, added);
  const planned = sum === undefined ? named : [...named, sum];
  const files = sum === undefined ? added : withNewFiles({ path, files: added }, [sum]);
  const folder = { path, layout: layout.name, files, around: new Map(), settings };
  const read = await migrationsIn(folder, layout);
  if (!read.ok) return read;
  const last = read.value.migrations.at(-1);
  const known = new Set(directory.migrations.map(({ id }) => id));
  if (last === undefined || known.has(last.id)) {
    return fail("unfinished", notLast(planned[0]!.path, last));
  }
  return haveSameStatements(last.source.text, sql)
    ? succeed({ files: planned, directory: read }, written.diagnostics)
    : fail("unfinished", notAsProven(layout));
}

/** The files of a folder after these were added to it or replaced, sorted by path. */
export function withNewFiles(
  { path: folder, files }: Pick<MigrationDirectory, "path" | "files">,
  added: readonly Pick<LayoutFile, "path" | "text">[],
): FolderTexts {
  const all = new Map(files);
  for (const { path, text } of added) {
    if (isReadByAny(path)) all.set(path, { name: `${folder}/${path}`, text });
  }
  // In the order in which a folder is read.
  return new Map([...all.keys()].sort().map((path) => [path, all.get(path)!]));
}

function notLast(path: string, last: Migration | undefined): Diagnostic {
  return {
    code: "migrations/not-last",
    severity: "error",
    message: `Cannot write "${path}": "${last?.source.name}" would run after it`,
    hint:
      "Rename the files so that they sort in the order they run, for example with leading zeros",
  };
}

function notAsProven({ name }: Layout): Diagnostic {
  return {
    code: "migrations/not-as-proven",
    severity: "error",
    message: `Cannot write the migration for "${name}": it would run different statements than ` +
      "were proven",
    hint: "Remove from the schema what looks like a migration marker, such as a line " +
      '"-- Down" in a comment',
  };
}
