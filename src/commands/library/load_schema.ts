import { type Result, succeed } from "../../base/result.ts";
import type { Casing } from "../../entities/casing.ts";
import { runningOf } from "../../migrations/runners/running.ts";
import type { Target } from "../../base/target.ts";
import { EMPTY_SNAPSHOT } from "../../schema/snapshot.ts";
import type { Declared } from "../../sql/declared.ts";
import type { DdlSchema } from "../../shadow/load/load_ddl.ts";
import type { BaselineOption } from "../settings/project_settings.ts";
import { readMigrationsAt } from "../schema/read_migrations_at.ts";
import { withoutHistory } from "../../sources/history_tables.ts";
import { parseSource } from "../../sources/source.ts";

/** Options of `loadSchema`; all are optional. Most apply to `migrations:DIR` only. */
export interface LoadOptions {
  /** The folder that relative paths start from. Default: the current one. */
  readonly workingDirectory?: string;
  /** The layout of the migrations folder, such as `"drizzle"`. Default: detected from its files. */
  readonly layout?: string;
  /**
   * The migrations that are programs and are to be skipped, by path within the folder. What one does to the schema
   * can be written as SQL beside it, in `0012_fix.penumbra.sql` for `0012_fix.js`.
   */
  readonly opaque?: readonly string[];
  /** Where to start. Default: the first migration, with an empty schema. */
  readonly baseline?: BaselineOption;
  /** Statements not to run, with the reason for each: `{ "0012_fix.sql:3": "needs an extension" }`. */
  readonly skip?: Readonly<Record<string, string>>;
  /** Values to insert for the placeholders in migrations, by name. */
  readonly placeholders?: Readonly<Record<string, string>>;
  /** The tool that runs the migrations, such as `"goose"` or `"prisma"`. Default: what the layout implies. */
  readonly runner?: string | undefined;
  /** Whether foreign keys are on while they run, if the application decides that rather than the runner. */
  readonly foreignKeys?: "on" | "off" | undefined;
  /** The token for a database server. Default: the environment variable PENUMBRA_AUTH_TOKEN. */
  readonly authToken?: string;
  /**
   * The database that will run the SQL, which determines the engine it is run on here. Default: what usually runs
   * the layout of the migrations, else `"any"`.
   */
  readonly target?: Target;
  /** What the application registers for SQL to use. Default: nothing. */
  readonly declared?: Declared;
  /** How keys of entity columns become names in the database. Default `"as-written"`. */
  readonly casing?: Casing;
  /** Receives progress messages of a few words, each of which replaces the previous one. */
  readonly progress?: ((words: string) => void) | undefined;
}

/**
 * The schema of a source, which is named as on the command line:
 *
 * - `schema.sql`, or a folder of `.sql` files: the DDL in them
 * - `user.ts`, or a folder of such files: the entities and Drizzle tables that they export
 * - `migrations:DIR`, `migrations:DIR@ID`: the schema after all migrations, or after the one with this id
 * - `app.db`, `file:app.db`, `libsql://…`: a database, which is only read
 * - `command:PROGRAM`: the DDL that a program prints
 * - `empty`: a schema without objects
 *
 * The DDL is run on an in-memory database and read back. Fails if a source cannot be read, or if its SQL does not
 * run.
 *
 * @example
 * ```ts
 * import { loadSchema } from "penumbra";
 *
 * const schema = await loadSchema("migrations:migrations");
 * if (schema.ok) console.log(schema.value.snapshot.tables.map(({ name }) => name));
 * ```
 */
export async function loadSchema(
  name: string,
  options: LoadOptions = {},
): Promise<Result<DdlSchema>> {
  const source = parseSource(name);
  if (!source.ok) return source;
  if (source.value.kind === "empty") return succeed({ snapshot: EMPTY_SNAPSHOT, hints: [] });
  // Loaded only now: the entry point is part of every start.
  if (source.value.kind !== "migrations") {
    const [{ readSources }, { loadParts }] = await Promise.all([
      import("../schema/read_sources.ts"),
      import("../schema/load_parts.ts"),
    ]);
    const { workingDirectory = "." } = options;
    const parts = await readSources([source.value], { ...options, workingDirectory });
    return parts.ok ? await loadParts(parts.value, [], options) : parts;
  }
  const directory = await readMigrationsAt(source.value, options);
  if (!directory.ok) return directory;
  const { replay } = await import("../../shadow/replay/replay.ts");
  const { layout, migrations } = directory.value;
  const running = runningOf(layout, options);
  const replayed = await replay(migrations, undefined, { ...options, ...running });
  if (!replayed.ok) return replayed;
  const diagnostics = [...directory.diagnostics, ...replayed.diagnostics];
  return succeed({ snapshot: withoutHistory(replayed.value.snapshot), hints: [] }, diagnostics);
}
