import { type Result, succeed } from "../../base/result.ts";
import type { FolderSettings, MigrationDirectory } from "../../migrations/directory.ts";
import type { CommandContext, InitOptions, ProjectOptions } from "../options.ts";
import { type FirstSchema, firstSchema } from "./first_schema.ts";
import type { Beginning } from "./from_database.ts";
import { readPastPrograms } from "./programs.ts";
import type { Proposal } from "./proposal.ts";

/** What a project begins with. */
export interface Start {
  readonly directory: Result<MigrationDirectory>;
  /** A failure where the migrations can be read but do not run. */
  readonly schema: Result<FirstSchema>;
  /** What goes with a database or a dump that the project has already. */
  readonly beginning?: Beginning;
  /** The programs in the folder that are passed over. */
  readonly opaque: readonly string[];
  /** What was done, and what is to be done, a line each. */
  readonly words: readonly string[];
}

/** Where a project stands. */
interface Standing {
  readonly proposal: Proposal;
  readonly settings: FolderSettings;
  readonly options: ProjectOptions & InitOptions;
  readonly context: CommandContext;
}

/**
 * What the project begins with: the database that the options name; else what the migrations make,
 * programs passed over; else, where those do not run, the dump beside them. Fails where the folder
 * cannot be read, and where it has programs that cannot be done without.
 */
export async function startOf(path: string, standing: Standing): Promise<Result<Start>> {
  const { proposal, settings, options, context } = standing;
  const read = { layout: proposal.layout, whenMissing: "empty", settings } as const;
  const { directory, opaque, words, obstacle } = await readPastPrograms(path, read);
  const schemaFrom = (known?: Beginning["schema"]) =>
    firstSchema(proposal, directory, { options, context, known });
  if (options.from !== undefined) {
    const { beginningFrom } = await import("./from_database.ts");
    const beginning = await beginningFrom(options.from, {
      ...{ directory, path, proposal, settings, options, now: context.now() },
    });
    return beginning.ok ? succeed(await begunBy(beginning.value)) : beginning;
  }
  const schema = await schemaFrom();
  if (directory.ok && schema.ok) return succeed({ directory, schema, opaque, words });
  const { beginningFromDump } = await import("./from_dump.ts");
  const beginning = await beginningFromDump(path, directory, { read, proposal, options });
  if (beginning !== undefined) return succeed(await begunBy(beginning));
  if (!directory.ok) return directory;
  // Without what the programs do, the rest does not run.
  if (obstacle !== undefined) return obstacle;
  return succeed({ directory, schema, opaque, words });

  async function begunBy(beginning: Beginning): Promise<Start> {
    const isCovered = beginning.baseline !== undefined;
    return {
      directory,
      schema: await schemaFrom(beginning.schema),
      beginning,
      opaque: isCovered ? [] : opaque,
      words: [...(isCovered ? [] : words), ...beginning.words],
    };
  }
}
