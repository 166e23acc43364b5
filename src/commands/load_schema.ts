import { type Result, succeed } from "../base/result.ts";
import { pathFromHere } from "../host/paths.ts";
import type { MigrationDirectory } from "../migrations/directory.ts";
import { readMigrations } from "../migrations/read_migrations.ts";
import { EMPTY_SNAPSHOT } from "../schema/snapshot.ts";
import { type DdlSchema, loadDdl } from "../shadow/load_ddl.ts";
import { noSuchMigration, replay } from "../shadow/replay.ts";
import { parseSource } from "../sources/source.ts";
import { readSource } from "./read_source.ts";

/** Where the names of sources start from. */
export interface LoadOptions {
  /** The folder that relative paths start from; the current one without it. */
  readonly workingDirectory?: string;
  /** The layout of migrations; recognised from the files without it. */
  readonly layout?: string;
  /** The token of a database server; that of PENUMBRA_AUTH_TOKEN without one. */
  readonly authToken?: string;
}

/**
 * The schema of a source as it is named on the command line: `schema.sql`, a folder of .sql files,
 * `migrations:DIR`, `migrations:DIR@ID`, `app.db`, `libsql://…`, `command:…`, or `empty`. A database
 * is only read; what it contains is run on a shadow, as DDL from anywhere is. Fails with diagnostics
 * for what cannot be read or does not run.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadSchema } from "penumbra";
 *
 * const schema = await loadSchema("empty");
 * assert(schema.ok);
 * assert.deepEqual(schema.value.snapshot.tables, []);
 * ```
 */
export async function loadSchema(
  name: string,
  options: LoadOptions = {},
): Promise<Result<DdlSchema>> {
  const source = parseSource(name);
  if (!source.ok) return source;
  if (source.value.kind === "empty") return succeed({ snapshot: EMPTY_SNAPSHOT, hints: [] });
  const { workingDirectory = ".", authToken } = options;
  if (source.value.kind !== "migrations") {
    const files = await readSource(source.value, { workingDirectory, authToken });
    return files.ok ? await loadDdl(files.value) : files;
  }
  const path = pathFromHere(workingDirectory, source.value.path);
  const directory = await readMigrations(path, { layout: options.layout });
  if (!directory.ok) return directory;
  const migrations = upTo(directory.value, source.value.upTo);
  if (!migrations.ok) return migrations;
  const replayed = await replay(migrations.value);
  if (!replayed.ok) return replayed;
  // What is worth saying about the folder may be about migrations that were not asked for.
  const known = source.value.upTo === undefined ? directory.diagnostics : [];
  const diagnostics = [...known, ...replayed.diagnostics];
  return succeed({ snapshot: replayed.value.snapshot, hints: [] }, diagnostics);
}

/** The migrations up to the one of that version or name, all of them without one. */
function upTo(directory: MigrationDirectory, id: string | undefined) {
  const { migrations, path } = directory;
  if (id === undefined) return succeed(migrations);
  const last = migrations.findIndex((it) => it.id === id || it.version === id || it.name === id);
  return last < 0 ? noSuchMigration(id, path) : succeed(migrations.slice(0, last + 1));
}
