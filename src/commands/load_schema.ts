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

/** Where the names of sources start from. */
export interface LoadOptions {
  /** The folder that relative paths start from; the current one without it. */
  readonly workingDirectory?: string;
  /** The layout of migrations; recognised from the files without it. */
  readonly layout?: string;
  /** The programs among migrations that nothing has to be known about, by their paths. */
  readonly opaque?: readonly string[];
  /** The last migration that is not replayed, and the file of the schema after it. */
  readonly baseline?: BaselineOption;
  /** Why statements of migrations are passed over, by their places. */
  readonly skip?: Readonly<Record<string, string>>;
  /** What stands for placeholders in migrations, by name. */
  readonly placeholders?: Readonly<Record<string, string>>;
  /** What runs the migrations, by the name of a profile; what their layout leaves open without it. */
  readonly runner?: string | undefined;
  /** Whether foreign keys are on while they run, where that is for the application to say. */
  readonly foreignKeys?: "on" | "off" | undefined;
  /** The token of a database server; that of PENUMBRA_AUTH_TOKEN without one. */
  readonly authToken?: string;
  /**
   * What will run the SQL, which decides on which engine it is tried; without it what mostly runs
   * the layout of migrations, else "any".
   */
  readonly target?: Target;
  /** What the application registers, for SQL to name. */
  readonly declared?: Declared;
  /** How columns of entities are called that have no name of their own; as written without it. */
  readonly casing?: Casing;
  /** Hears what is going on, a few words that the next ones replace. */
  readonly progress?: ((words: string) => void) | undefined;
}

/**
 * The schema of a source as it is named on the command line: `schema.sql`, `user.ts`, a folder of
 * either, `migrations:DIR`, `migrations:DIR@ID`, `app.db`, `libsql://…`, `command:…`, or `empty`. A database
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
  const { workingDirectory = "." } = options;
  // What reads and runs is only loaded now: the entry point is part of every start.
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
  // What is worth saying about the folder may be about migrations that were not asked for.
  const known = upTo === undefined ? directory.diagnostics : [];
  const diagnostics = [...known, ...replayed.diagnostics];
  return succeed({ snapshot: withoutHistory(replayed.value.snapshot), hints: [] }, diagnostics);
}

/** The migrations up to the one of that version or name, all of them without one. */
function migrationsUpTo(
  { migrations }: MigrationDirectory,
  id: string | undefined,
): readonly Migration[] | undefined {
  if (id === undefined) return migrations;
  const last = migrations.findIndex((it) => it.id === id || it.version === id || it.name === id);
  // Of those that a baseline stands for, only the state after the last is known.
  if (last < 0 || (migrations[last]!.isCovered && migrations[last + 1]?.isCovered)) {
    return undefined;
  }
  return migrations.slice(0, last + 1);
}
