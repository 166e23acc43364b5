import { type Result, succeed } from "../../base/result.ts";
import { exists } from "../../host/files/links.ts";
import { absolutePath } from "../../host/files/paths.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import { runningOf } from "../../migrations/runners/running.ts";
import { EMPTY_SNAPSHOT, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { withoutHistory } from "../../sources/history_tables.ts";
import { parseSource } from "../../sources/source.ts";
import { declaredIn } from "../settings/project_settings.ts";
import type { FirstSchema, Proposed, ReadSetup } from "./setup.ts";

/**
 * The schema of the migrations as a first schema, if the proposal is an SQL file; if it is an ORM's
 * tables, only the objects that the ORM cannot express. The schema of an existing database, if
 * `known`, is preferred to that of the migrations.
 */
export async function firstSchema(
  setup: ReadSetup,
  known?: SchemaSnapshot,
): Promise<Result<FirstSchema>> {
  const { proposal: { schema: sources }, options: { workingDirectory, origin } } = setup;
  const isSql = isSqlFile(sources);
  const name = isSql ? sources[0]! : EXTRA;
  const isKept = await exists(absolutePath(workingDirectory, name));
  if (!isSql && (origin?.configFile !== undefined || !sources.every(isOfOrm))) {
    return succeed({ sources });
  }
  const made = known === undefined ? await schemaOfMigrations(setup) : succeed(known);
  // Whatever fails, the ORM's own schema is there to continue with.
  if (!made.ok) return isSql ? made : succeed({ sources, stop: made });
  const { value: snapshot, diagnostics } = made;
  // Nobody will see the text, since the existing file is kept.
  if (isKept && isSql) return succeed({ sources, file: { name, text: "" } }, diagnostics);
  if (snapshot === undefined) {
    return succeed({ sources, ...(isSql && { file: { name, text: EXAMPLE } }) });
  }
  const { renderSnapshotSql } = await import("../../report/schema/snapshot_sql.ts");
  if (isSql) {
    const text = `${HEADING}\n${renderSnapshotSql(snapshot)}`;
    return succeed({ sources, file: { name, text } }, diagnostics);
  }
  const { virtualTables, triggers } = snapshot;
  const text = renderSnapshotSql({ ...EMPTY_SNAPSHOT, virtualTables, triggers });
  return succeed(
    text === "" ? { sources } : {
      sources: [...sources, EXTRA],
      file: { name: EXTRA, text: `${EXTRA_HEADING}\n${text}` },
    },
  );
}

/** The schema of the migrations; undefined if there are none. */
async function schemaOfMigrations(setup: ReadSetup): Promise<Result<SchemaSnapshot | undefined>> {
  const { directory } = setup;
  if (!directory.ok) return directory;
  if (directory.value.migrations.length === 0) return succeed(undefined, directory.diagnostics);
  const made = await historySchema(directory.value, setup);
  return made.ok ? succeed(made.value, [...directory.diagnostics, ...made.diagnostics]) : made;
}

/** The schema that migrations create, run as their runner does. */
export async function historySchema(
  { migrations, layout }: MigrationDirectory,
  { proposal, options, context: { progress } }: Proposed,
): Promise<Result<SchemaSnapshot>> {
  const { replay } = await import("../../shadow/replay/replay.ts");
  const { target } = proposal;
  const declared = declaredIn(proposal) ?? options.declared;
  const running = runningOf(layout, { ...options, target, declared });
  const replayed = await replay(migrations, undefined, { ...running, progress });
  return replayed.ok
    ? succeed(withoutHistory(replayed.value.snapshot), replayed.diagnostics)
    : replayed;
}

/** The file for objects that an ORM cannot express. */
export const EXTRA = "extra.sql";

const EXTRA_HEADING = "-- What an ORM cannot express";

/** Whether a source is Drizzle tables, or the output of Drizzle or Prisma. */
function isOfOrm(name: string): boolean {
  return /^command:.*\b(?:drizzle-kit|prisma)\b/.test(name) || /\.[mc]?[jt]s$/.test(name);
}

/** Whether the sources are a single file of SQL. */
export function isSqlFile([name = "", ...others]: readonly string[]): boolean {
  const source = parseSource(name);
  // The file may also be an argument of a program.
  return others.length === 0 && source.ok && source.value.kind === "sql" && /\.sql$/i.test(name);
}

const HEADING = "-- The schema you want. Edit it, then run: penumbra generate";

const EXAMPLE = `${HEADING}
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE
);
`;
