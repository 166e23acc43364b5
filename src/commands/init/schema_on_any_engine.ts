import { DEFAULT_TARGET } from "../../base/target.ts";
import type { Failure, Result } from "../../base/result.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import { usualTarget } from "../../migrations/layouts/list.ts";
import type { CommandContext, ProjectOptions } from "../options.ts";
import { type FirstSchema, firstSchema } from "./first_schema.ts";
import type { Proposal } from "./proposal.ts";

/**
 * The first schema of the migrations, with the target `sqlite` if they run further there and the
 * project does not say otherwise.
 */
export async function schemaOnAnyEngine(
  proposal: Proposal,
  directory: Result<MigrationDirectory>,
  running: { readonly options: ProjectOptions; readonly context: CommandContext },
): Promise<{ readonly proposal: Proposal; readonly schema: Result<FirstSchema> }> {
  const { origin } = running.options;
  const schema = await firstSchema(proposal, directory, running);
  const isGiven = origin?.configFile !== undefined || origin?.given.target !== undefined;
  const stop = stopOf(schema);
  if (!directory.ok || stop === undefined || isGiven || !allowsSqlite(proposal, directory.value)) {
    return { proposal, schema };
  }
  const onSqlite = { ...proposal, target: "sqlite" } as const;
  const other = await firstSchema(onSqlite, directory, running);
  return getsFurther(stopOf(other), stop, directory.value)
    ? { proposal: onSqlite, schema: other }
    : { proposal, schema };
}

/**
 * Whether nothing in the project says what runs the migrations, or only that libSQL is used: tools
 * for a database file depend on it as well.
 */
function allowsSqlite({ target }: Proposal, { layout }: MigrationDirectory): boolean {
  return target === "libsql" ||
    (target === undefined && usualTarget(layout) === DEFAULT_TARGET);
}

/** Where the replay of the migrations stopped; undefined if it did not. */
function stopOf(schema: Result<FirstSchema>): Failure | undefined {
  return schema.ok ? schema.value.stop : schema;
}

/** Whether one replay of the migrations ends, or stops at a later place than the other one. */
function getsFurther(
  one: Failure | undefined,
  other: Failure,
  { migrations }: MigrationDirectory,
): boolean {
  if (one === undefined) return true;
  const [place, otherPlace] = [one, other].map(({ diagnostics }) => {
    const { span } = diagnostics.find(({ severity }) => severity === "error") ?? {};
    const file = migrations.findIndex(({ source }) => source.name === span?.source.name);
    return { file, offset: span?.startOffset ?? 0 };
  });
  return place!.file === otherPlace!.file
    ? place!.offset > otherPlace!.offset
    : place!.file > otherPlace!.file;
}
