import type { ProgressOptions } from "../../base/progress.ts";
import { type Result, succeed } from "../../base/result.ts";
import { exists } from "../../host/files/links.ts";
import { absolutePath } from "../../host/files/paths.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import { layoutNamed } from "../../migrations/layouts/list.ts";
import { runnersOf } from "../../migrations/runners/runners_of.ts";
import { EMPTY_SNAPSHOT, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { withoutHistory } from "../../sources/history_tables.ts";
import { parseSource } from "../../sources/source.ts";
import type { CommandContext, ProjectOptions } from "../options.ts";
import type { Proposal } from "./proposal.ts";

/** A file of SQL to begin with, and the sources that the schema then consists of. */
export interface FirstSchema {
  readonly sources: readonly string[];
  readonly name?: string;
  readonly text?: string;
}

/**
 * What the migrations make, as a schema to begin with where the proposal is one SQL file; where it is
 * tables of an ORM, those of their objects that an ORM has no words for.
 */
export async function firstSchema(
  { schema: sources, target }: Proposal,
  directory: Result<MigrationDirectory>,
  {
    options: { workingDirectory, runner, foreignKeys, declared, origin },
    context: { progress },
    known,
  }: {
    readonly options: ProjectOptions;
    readonly context: CommandContext;
    /** The schema of the database that is there, which goes before what migrations make. */
    readonly known: SchemaSnapshot | undefined;
  },
): Promise<Result<FirstSchema>> {
  const isSql = isSqlFile(sources);
  const name = isSql ? sources[0]! : EXTRA;
  const isKept = await exists(absolutePath(workingDirectory, name));
  if (isKept && !isSql) return succeed({ sources });
  if (!isSql && (origin?.configFile !== undefined || !sources.every(isOfOrm))) {
    return succeed({ sources });
  }
  const made = known === undefined
    ? await madeBy(directory, { target, runner, foreignKeys, declared, progress })
    : succeed(known);
  // Whatever stops it, an ORM's own schema is there to continue with.
  if (!made.ok) return isSql ? made : succeed({ sources });
  const { value: snapshot, diagnostics } = made;
  // Nobody will see the text: the file is kept as it is.
  if (isKept) return succeed({ sources, name, text: "" }, diagnostics);
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

/** The schema that the migrations make, undefined where there are none. */
async function madeBy(
  directory: Result<MigrationDirectory>,
  { target, runner, foreignKeys, declared, progress }: ProgressOptions & {
    readonly target: ProjectOptions["target"] | undefined;
    readonly runner: string | undefined;
    readonly foreignKeys: ProjectOptions["foreignKeys"];
    readonly declared: ProjectOptions["declared"];
  },
): Promise<Result<SchemaSnapshot | undefined>> {
  if (!directory.ok) return directory;
  const { migrations, layout } = directory.value;
  if (migrations.length === 0) return succeed(undefined, directory.diagnostics);
  const { replay } = await import("../../shadow/replay/replay.ts");
  const replayed = await replay(migrations, undefined, {
    progress,
    declared,
    target: target ?? layoutNamed(layout)?.target,
    runners: runnersOf({ layout, target, runner, foreignKeys }),
  });
  return replayed.ok
    ? succeed(withoutHistory(replayed.value.snapshot), [
      ...directory.diagnostics,
      ...replayed.diagnostics,
    ])
    : replayed;
}

/** Where the objects stand that an ORM has no words for. */
export const EXTRA = "extra.sql";

const EXTRA_HEADING = "-- What an ORM cannot express";

/** Whether a source is tables of Drizzle, or what Drizzle or Prisma prints. */
function isOfOrm(name: string): boolean {
  return /^command:.*\b(?:drizzle-kit|prisma)\b/.test(name) || /\.[mc]?[jt]s$/.test(name);
}

export function isSqlFile([name = "", ...others]: readonly string[]): boolean {
  const source = parseSource(name);
  // A program may be told of such a file, too.
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
