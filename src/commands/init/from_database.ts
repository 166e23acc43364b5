import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Failure, type Result, succeed } from "../../base/result.ts";
import { shellWords } from "../../base/shell_words.ts";
import type { FolderSettings, MigrationDirectory } from "../../migrations/directory.ts";
import type { LayoutFile } from "../../migrations/layouts/layout.ts";
import { layoutNamed } from "../../migrations/layouts/list.ts";
import { PLAIN } from "../../migrations/layouts/plain.ts";
import { markApplied } from "../../database/tools/mark_applied.ts";
import { nextFiles } from "../../migrations/next_files.ts";
import { sortPrograms, withOthers } from "../../migrations/programs.ts";
import { readMigrationFolder, readMigrations } from "../../migrations/read_migrations.ts";
import { renderSnapshotSql } from "../../report/snapshot_sql.ts";
import { snapshotFacts } from "../../schema/facts.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import { withoutHistory } from "../../sources/history_tables.ts";
import { parseSource } from "../../sources/source.ts";
import type { ProjectOptions } from "../options.ts";
import type { BaselineOption } from "../settings.ts";
import { readLive } from "../schema/read_source.ts";
import { historySchema } from "./history_schema.ts";
import type { Proposal } from "./proposal.ts";

/** The first files for a project with an existing database. */
export interface Beginning {
  /** The schema of the database. */
  readonly schema: SchemaSnapshot;
  /** The first migration, by paths within the folder. */
  readonly files: readonly LayoutFile[];
  /** The baseline for a history that does not create the schema. */
  readonly baseline?: { readonly option: BaselineOption; readonly text: string };
  /** What was done, and what remains to be done, one line each. */
  readonly words: readonly string[];
}

/** The state of a project that starts from a database. */
interface DatabaseStart {
  readonly directory: Result<MigrationDirectory>;
  /** The migrations folder. */
  readonly path: string;
  readonly proposal: Proposal;
  readonly settings: FolderSettings;
  readonly options: ProjectOptions;
  readonly now: Date;
}

/** The schema of an existing database, and its name for messages. */
interface Existing {
  readonly schema: SchemaSnapshot;
  readonly name: string;
}

/**
 * Makes the migrations lead to the schema of a database: a first migration if there are none, a
 * baseline if existing ones cannot be replayed or lead elsewhere. Fails if the database cannot be
 * read, and like reading the folder if a baseline does not help.
 */
export async function startFromDatabase(
  from: string,
  start: DatabaseStart,
): Promise<Result<Beginning>> {
  const { directory, proposal, options, now } = start;
  const existing = await readExisting(from, options);
  if (!existing.ok) return existing;
  if (!directory.ok) return await withBaseline(existing.value, start);
  if (directory.value.migrations.length === 0) {
    return await firstMigration(existing.value, directory.value, now);
  }
  const { schema, name } = existing.value;
  const made = await historySchema(directory.value, proposal, options);
  if (!made.ok || factsOf(made.value) !== factsOf(schema)) {
    return await withBaseline(existing.value, start);
  }
  return succeed({ schema, files: [], words: [`The migrations produce the schema of ${name}`] });
}

async function readExisting(from: string, options: ProjectOptions): Promise<Result<Existing>> {
  const source = parseSource(from);
  if (!source.ok) return source;
  if (source.value.kind !== "database" && source.value.kind !== "server") {
    return fail("misuse", notADatabase(from));
  }
  const schema = await readLive(source.value, options);
  const name = from.replace(/^file:/, "").replace(/^.*[/\\](?=.)/, "");
  return schema.ok ? succeed({ schema: schema.value, name }) : schema;
}

/** The schema as a baseline after all migrations of the folder, which need not be readable. */
async function withBaseline(
  { schema, name }: Existing,
  { directory, path, proposal, settings, options }: DatabaseStart,
): Promise<Result<Beginning>> {
  const upTo = directory.ok ? directory.value.migrations.at(-1)?.id : await lastIdIn(path);
  // A readable folder is not empty here.
  if (upTo === undefined) return directory as Failure;
  const text = `-- What ${name} contains after ${upTo}\n${renderSnapshotSql(schema)}`;
  const option = { upTo, schema: "baseline.sql" };
  const begun = await readMigrations(path, {
    layout: proposal.layout,
    settings: { ...settings, baseline: { upTo, schema: { name: option.schema, text } } },
  });
  if (!begun.ok) return begun;
  const made = await historySchema(begun.value, proposal, options);
  if (!made.ok) return made;
  return succeed({
    schema,
    files: [],
    baseline: { option, text },
    words: [
      `baseline.sql replaces the migrations up to ${upTo}; ${name} must have run all of them`,
    ],
  });
}

async function firstMigration(
  { schema, name }: Existing,
  directory: MigrationDirectory,
  now: Date,
): Promise<Result<Beginning>> {
  const layout = layoutNamed(directory.layout)!;
  const sql = renderSnapshotSql(schema);
  if (sql === "") return succeed({ schema, files: [], words: [`${name} contains nothing`] });
  const { kitOfSnapshot } = await import("../../entities/render/kit_of_snapshot.ts");
  const kit = { schema: kitOfSnapshot(schema), isExact: false, renames: [] };
  const files = await nextFiles(layout, { directory, name: "baseline", sql, now, kit });
  if (!files.ok) return files;
  const { migrations, files: texts } = files.value.directory.value;
  const marks = await markApplied({ layout: layout.name, migrations, files: texts });
  const hasSchema = `${name} already has this schema: mark the migration as applied there`;
  return succeed({
    schema,
    files: files.value.files,
    words: marks.length > 0 ? [hasSchema, ...marks.map((it) => `  ${it}`)] : [
      `${hasSchema} with your runner, or with penumbra:`,
      ...migrations.map(({ id }) =>
        `  ${shellWords(["penumbra", "apply", "--db", name, "--baseline", id])}`
      ),
    ],
  });
}

function factsOf(snapshot: SchemaSnapshot): string {
  return snapshotFacts(withoutHistory(snapshot)).join("\n");
}

/** The last migration of a folder that cannot be read as a whole, including programs. */
export async function lastIdIn(path: string): Promise<string | undefined> {
  const folder = await readMigrationFolder(path, { whenMissing: "empty" });
  if (!folder.ok) return undefined;
  const { files, programs } = sortPrograms(folder.value.files);
  const read = await PLAIN.read(files);
  return withOthers(read.ok ? read.value : [], programs).at(-1)?.id;
}

function notADatabase(from: string): Diagnostic {
  return {
    code: "init/not-a-database",
    severity: "error",
    message: `Cannot start from "${from}": it is not a database`,
    hint: "Name a file such as app.db, or the URL of a server",
  };
}
