import type { Diagnostic, SourceText } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { readFolder, type ReadOptions, readTextFile } from "../host/files/read_files.ts";

/** The paths that are tried if no schema is given; the first that exists is used. */
export const DEFAULT_SCHEMAS: readonly string[] = ["schema.sql", "schema", "entities"];

/**
 * The DDL at a path: a file, or every .sql file of a folder, sorted by path. Fails with
 * `sources/no-sql` for a folder without one, with `sources/is-a-database` for a database file, and
 * if a file cannot be read.
 */
export async function readDdl(
  path: string,
  options: ReadOptions = {},
): Promise<Result<readonly SourceText[]>> {
  const file = await readTextFile(path, options);
  const text = file.ok ? file.value.text : file.diagnostics[0]?.span?.source.text;
  if (text?.startsWith("SQLite format 3\0")) return fail("unfinished", isDatabase(path));
  if (file.ok) return succeed([file.value]);
  const isFolder = file.diagnostics[0]?.code === "files/is-a-folder";
  if (!isFolder) return file;
  const folder = await readFolder(path, (name) => /\.sql$/i.test(name), options);
  if (!folder.ok) return folder;
  if (folder.value.size > 0) return succeed([...folder.value.values()]);
  return fail("unfinished", {
    code: "sources/no-sql",
    severity: "error",
    message: `Cannot read a schema from "${path}": the folder contains no .sql and no .ts file`,
    hint: "Put the schema into a .sql or .ts file there, or name another path",
  });
}

function isDatabase(path: string): Diagnostic {
  return {
    code: "sources/is-a-database",
    severity: "error",
    message: `Cannot read SQL from "${path}": it is a database`,
    hint: `Name it file:${path}`,
  };
}
