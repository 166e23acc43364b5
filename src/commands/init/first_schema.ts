import { type Failure, type Result, succeed } from "../../base/result.ts";
import { exists } from "../../host/files/links.ts";
import { absolutePath } from "../../host/files/paths.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import { EMPTY_SNAPSHOT, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { parseSource } from "../../sources/source.ts";
import type { CommandContext, ProjectOptions } from "../options.ts";
import { type HistoryOptions, historySchema } from "./history_schema.ts";
import type { Proposal } from "./proposal.ts";

/** A first SQL file, and the sources of the schema with it. */
export interface FirstSchema {
  readonly sources: readonly string[];
  readonly name?: string;
  readonly text?: string;
  /** Why the migrations do not run, if an ORM has the schema all the same. */
  readonly stop?: Failure;
}

/**
 * The schema of the migrations as a first schema, if the proposal is an SQL file; if it is an ORM's
 * tables, only the objects that the ORM cannot express.
 */
export async function firstSchema(
  proposal: Proposal,
  directory: Result<MigrationDirectory>,
  { options, context: { progress }, known }: {
    readonly options: ProjectOptions;
    readonly context: CommandContext;
    /** The schema of an existing database, which is preferred to that of the migrations. */
    readonly known?: SchemaSnapshot | undefined;
  },
): Promise<Result<FirstSchema>> {
  const { schema: sources } = proposal;
  const { workingDirectory, origin } = options;
  const isSql = isSqlFile(sources);
  const name = isSql ? sources[0]! : EXTRA;
  const isKept = await exists(absolutePath(workingDirectory, name));
  if (!isSql && (origin?.configFile !== undefined || !sources.every(isOfOrm))) {
    return succeed({ sources });
  }
  const made = known === undefined
    ? await madeBy(directory, proposal, { ...options, progress })
    : succeed(known);
  // Whatever fails, the ORM's own schema is there to continue with.
  if (!made.ok) return isSql ? made : succeed({ sources, stop: made });
  const { value: snapshot, diagnostics } = made;
  // Nobody will see the text, since the existing file is kept.
  if (isKept && isSql) return succeed({ sources, name, text: "" }, diagnostics);
  if (snapshot === undefined) return succeed({ sources, ...(isSql && { name, text: EXAMPLE }) });
  const { renderSnapshotSql } = await import("../../report/snapshot_sql.ts");
  if (isSql) {
    const text = `${HEADING}\n${renderSnapshotSql(snapshot)}`;
    return succeed({ sources, name, text }, diagnostics);
  }
  const { virtualTables, triggers } = snapshot;
  const text = renderSnapshotSql({ ...EMPTY_SNAPSHOT, virtualTables, triggers });
  return succeed(
    text === ""
      ? { sources }
      : { sources: [...sources, EXTRA], name: EXTRA, text: `${EXTRA_HEADING}\n${text}` },
  );
}

/** The schema of the migrations; undefined if there are none. */
async function madeBy(
  directory: Result<MigrationDirectory>,
  proposal: Proposal,
  options: HistoryOptions,
): Promise<Result<SchemaSnapshot | undefined>> {
  if (!directory.ok || directory.value.migrations.length === 0) {
    return directory.ok ? succeed(undefined, directory.diagnostics) : directory;
  }
  const made = await historySchema(directory.value, proposal, options);
  return made.ok ? succeed(made.value, [...directory.diagnostics, ...made.diagnostics]) : made;
}

/** The file for objects that an ORM cannot express. */
export const EXTRA = "extra.sql";

const EXTRA_HEADING = "-- What an ORM cannot express";

/** Whether a source is Drizzle tables, or the output of Drizzle or Prisma. */
function isOfOrm(name: string): boolean {
  return /^command:.*\b(?:drizzle-kit|prisma)\b/.test(name) || /\.[mc]?[jt]s$/.test(name);
}

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
