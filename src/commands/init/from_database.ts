import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { shellWords } from "../../base/shell_words.ts";
import { markApplied } from "../../database/tools/mark_applied.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import { layoutNamed } from "../../migrations/layouts/list.ts";
import { aroundNew } from "../../migrations/read/around_new.ts";
import { nextFiles } from "../../migrations/write/next_files.ts";
import { renderSnapshotSql } from "../../report/schema/snapshot_sql.ts";
import { snapshotFacts } from "../../schema/facts.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import { withoutHistory } from "../../sources/history_tables.ts";
import { parseSource } from "../../sources/source.ts";
import type { ProjectOptions } from "../settings/options.ts";
import { readLive } from "../schema/read_source.ts";
import { withBaseline } from "./baseline.ts";
import { firstSchema, historySchema } from "./first_schema.ts";
import { adding, type ReadSetup, type Setup } from "./setup.ts";

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
export async function startFromDatabase(from: string, setup: ReadSetup): Promise<Result<Setup>> {
  const existing = await readExisting(from, setup.options);
  if (!existing.ok) return existing;
  const { schema, name } = existing.value;
  const { directory } = setup;
  if (directory.ok && directory.value.migrations.length === 0) {
    return await firstMigration(existing.value, directory.value, setup);
  }
  const made = directory.ok ? await historySchema(directory.value, setup) : directory;
  if (made.ok && factsOf(made.value) === factsOf(schema)) {
    return await startWith(
      schema,
      adding(setup, {}, `The migrations produce the schema of ${name}`),
    );
  }
  return await withBaseline(setup, {
    textAfter: (upTo) => `-- What ${name} contains after ${upTo}\n${renderSnapshotSql(schema)}`,
    wordsAfter: (upTo) => [
      `baseline.sql replaces the migrations up to ${upTo}; ${name} must have run all of them`,
    ],
    known: schema,
  });
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

async function firstMigration(
  { schema, name }: Existing,
  directory: MigrationDirectory,
  setup: ReadSetup,
): Promise<Result<Setup>> {
  const layout = layoutNamed(directory.layout)!;
  const sql = renderSnapshotSql(schema);
  if (sql === "") {
    const known = setup.options.from === undefined ? undefined : schema;
    return await startWith(known, adding(setup, {}, `${name} contains nothing`));
  }
  const { kitOfSnapshot } = await import("../../entities/render/kit_of_snapshot.ts");
  const kit = { schema: kitOfSnapshot(schema), isExact: false, renames: [] };
  const now = setup.context.now();
  const around = await aroundNew(directory);
  const next = await nextFiles(layout, { directory, name: "baseline", sql, now, kit, around });
  if (!next.ok) return next;
  const { migrations, files: texts } = next.value.directory.value;
  const marks = await markApplied({ layout: layout.name, migrations, files: texts });
  const hasSchema = `${name} already has this schema: mark the migration as applied there`;
  const words = marks.length > 0 ? [`${hasSchema} with the lines on stdout`] : [
    `${hasSchema} with your runner, or with penumbra:`,
    ...migrations.map(({ id }) =>
      `  ${shellWords(["penumbra", "apply", "--db", name, "--baseline", id])}`
    ),
  ];
  const files = next.value.files.map(({ path, text }) => ({
    name: `${setup.proposal.migrations}/${path}`,
    text,
  }));
  return await startWith(schema, { ...adding(setup, {}, ...words), files, marks });
}

async function startWith(
  schema: SchemaSnapshot | undefined,
  setup: ReadSetup,
): Promise<Result<Setup>> {
  return succeed({ ...setup, schema: await firstSchema(setup, schema) });
}

function factsOf(snapshot: SchemaSnapshot): string {
  return snapshotFacts(withoutHistory(snapshot)).join("\n");
}

function notADatabase(from: string): Diagnostic {
  return {
    code: "init/not-a-database",
    severity: "error",
    message: `Cannot start from "${from}": it is not a database`,
    hint: "Name a file such as app.db, or the URL of a server",
  };
}
