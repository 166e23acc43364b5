import type { Result } from "../../base/result.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import { isDumpName } from "../../migrations/dumps.ts";
import {
  readMigrationFolder,
  readMigrations,
  type ReadMigrationsOptions,
} from "../../migrations/read_migrations.ts";
import { compareText } from "../../schema/snapshot.ts";
import type { ProjectOptions } from "../options.ts";
import { type Beginning, lastIdIn } from "./from_database.ts";
import { historySchema } from "./history_schema.ts";
import type { Proposal } from "./proposal.ts";

/**
 * The first files for a project whose migrations cannot be replayed, for example because a program
 * created the first tables, but which has a schema dump: a copy of that is the baseline. Undefined
 * if there is no dump or it does not run.
 */
export async function startFromDump(
  path: string,
  directory: Result<MigrationDirectory>,
  { read, proposal, options }: {
    /** Options for reading the folder. */
    readonly read: ReadMigrationsOptions;
    readonly proposal: Proposal;
    readonly options: ProjectOptions;
  },
): Promise<Beginning | undefined> {
  const folder = await readMigrationFolder(path, read);
  if (!folder.ok) return undefined;
  const [dump] = [...folder.value.files]
    .filter(([path]) => isDumpName(path.replace(/^.*\//, "")))
    .toSorted(([left], [right]) => depthOf(left) - depthOf(right) || compareText(left, right))
    .map(([, source]) => source);
  const upTo = directory.ok ? directory.value.migrations.at(-1)?.id : await lastIdIn(path);
  if (dump === undefined || upTo === undefined) return undefined;
  const option = { upTo, schema: "baseline.sql" };
  const text = `-- What ${dump.name} says after ${upTo}\n${dump.text.trimEnd()}\n`;
  const begun = await readMigrations(path, {
    ...read,
    settings: { ...read.settings, baseline: { upTo, schema: { name: option.schema, text } } },
  });
  if (!begun.ok) return undefined;
  const schema = await historySchema(begun.value, proposal, options);
  if (!schema.ok) return undefined;
  return {
    schema: schema.value,
    files: [],
    baseline: { option, text },
    words: [
      "The migrations cannot be replayed from the first one on",
      `baseline.sql, a copy of ${dump.name}, replaces those up to ${upTo}: every database must ` +
      "have run them",
    ],
  };
}

function depthOf(path: string): number {
  return path.split("/").length;
}
