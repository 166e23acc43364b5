import { type Result, succeed } from "../base/result.ts";
import type { Casing } from "../entities/casing.ts";
import { pathFromHere } from "../host/files/paths.ts";
import type { Migration, MigrationDirectory } from "../migrations/directory.ts";
import { layoutNamed } from "../migrations/layouts/list.ts";
import { runnersOf } from "../migrations/runners/runners_of.ts";
import { readMigrations } from "../migrations/read_migrations.ts";
import type { Target } from "../base/target.ts";
import { EMPTY_SNAPSHOT } from "../schema/snapshot.ts";
import type { Declared } from "../sql/declared.ts";
import type { DdlSchema } from "../shadow/load/load_ddl.ts";
import type { BaselineOption } from "./options.ts";
import { folderSettings } from "./schema/folder_settings.ts";
import { withoutHistory } from "../sources/history_tables.ts";
import { parseSource } from "../sources/source.ts";

/** Options for loading a source. */
export interface LoadOptions {
  /** The folder to which paths are relative; default: the current one. */
  readonly workingDirectory?: string;
  /** The layout of migrations; default: recognized from the files. */
  readonly layout?: string;
  /** Programs among migrations about which nothing has to be known, by path. */
  readonly opaque?: readonly string[];
  /** The last migration that is not replayed, and the file with the schema after it. */
  readonly baseline?: BaselineOption;
  /** Reasons for skipping statements of migrations, by place. */
  readonly skip?: Readonly<Record<string, string>>;
  /** The values of placeholders in migrations, by name. */
  readonly placeholders?: Readonly<Record<string, string>>;
  /** The runner of the migrations, by the name of a profile; default: what their layout leaves open. */
  readonly runner?: string | undefined;
  /** Whether foreign keys are on while they run, if that is up to the application. */
  readonly foreignKeys?: "on" | "off" | undefined;
  /** The token of a database server; default: that of PENUMBRA_AUTH_TOKEN. */
  readonly authToken?: string;
  /**
   * What will run the SQL, which determines the engine on which it is tried; default: the usual one
   * for the layout of migrations, else "any".
   */
  readonly target?: Target;
  /** What the application registers for use in SQL. */
  readonly declared?: Declared;
  /** The casing of entity columns without an explicit name; default: as written. */
  readonly casing?: Casing;
  /** Receives progress messages of a few words, each replacing the last. */
  readonly progress?: ((words: string) => void) | undefined;
}

/**
 * Loads the schema of a source, given as on the command line: `schema.sql`, `user.ts`, a folder of
 * either, `migrations:DIR`, `migrations:DIR@ID`, `app.db`, `libsql://…`, `command:…`, or `empty`. A
 * database is only read; its schema is run on a shadow, like any DDL. Fails with diagnostics for
 * what cannot be read or does not run.
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
  const { workingDirectory = "." } = options;
  // Loaded only now: the entry point is part of every start.
  if (source.value.kind !== "migrations") {
    const [{ readSources }, { loadParts }] = await Promise.all([
      import("./schema/read_sources.ts"),
      import("./schema/load_parts.ts"),
    ]);
    const parts = await readSources([source.value], { ...options, workingDirectory });
    return parts.ok ? await loadParts(parts.value, [], options) : parts;
  }
  const path = pathFromHere(workingDirectory, source.value.path);
  const settings = await folderSettings(options);
  if (!settings.ok) return settings;
  const directory = await readMigrations(path, {
    layout: options.layout,
    settings: settings.value,
  });
  if (!directory.ok) return directory;
  const { noSuchMigration, replay } = await import("../shadow/replay/replay.ts");
  const { upTo } = source.value;
  const migrations = migrationsUpTo(directory.value, upTo);
  if (migrations === undefined) return noSuchMigration(upTo ?? "", path);
  const { layout } = directory.value;
  const { target = layoutNamed(layout)?.target } = options;
  const runners = runnersOf({ ...options, layout });
  const replayed = await replay(migrations, undefined, { ...options, target, runners });
  if (!replayed.ok) return replayed;
  // Diagnostics of the folder may be about migrations that were not requested.
  const known = upTo === undefined ? directory.diagnostics : [];
  const diagnostics = [...known, ...replayed.diagnostics];
  return succeed({ snapshot: withoutHistory(replayed.value.snapshot), hints: [] }, diagnostics);
}

/** The migrations up to the one with this version or name, or all. */
function migrationsUpTo(
  { migrations }: MigrationDirectory,
  id: string | undefined,
): readonly Migration[] | undefined {
  if (id === undefined) return migrations;
  const last = migrations.findIndex((it) => it.id === id || it.version === id || it.name === id);
  // Within a baseline, only the state after its last migration is known.
  if (last < 0 || (migrations[last]!.isCovered && migrations[last + 1]?.isCovered)) {
    return undefined;
  }
  return migrations.slice(0, last + 1);
}
