import type { Diagnostic } from "../../base/diagnostic.ts";
import { type Result, succeed } from "../../base/result.ts";
import type { FolderSettings, MigrationDirectory } from "../../migrations/directory.ts";
import { layoutNamed } from "../../migrations/layouts/list.ts";
import { placeholdersIn, type PlaceholderValues } from "../../migrations/placeholders.ts";
import { readMigrationFolder, readMigrations } from "../../migrations/read_migrations.ts";
import type { CommandContext, InitOptions, ProjectOptions } from "../options.ts";
import { type FirstSchema, firstSchema } from "./first_schema.ts";
import type { Beginning } from "./from_database.ts";
import { readPastPrograms } from "./programs.ts";
import type { Proposal } from "./proposal.ts";
import { type Remedies, remedyFor } from "./remedies.ts";

/** What a project begins with. */
export interface Start {
  readonly directory: Result<MigrationDirectory>;
  /** A failure where the migrations can be read but do not run. */
  readonly schema: Result<FirstSchema>;
  /** What goes with a database or a dump that the project has already. */
  readonly beginning?: Beginning;
  /** The programs in the folder that are passed over. */
  readonly opaque: readonly string[];
  /** What else the configuration has to say for the migrations to run. */
  readonly remedies: Remedies;
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
  const { proposal, options, context } = standing;
  const placeholders = await placeholdersUsed(path, proposal);
  const settings = placeholders === undefined
    ? standing.settings
    : { ...standing.settings, placeholders };
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
  const remedies = { ...(placeholders && { placeholders }) };
  const schema = await schemaFrom();
  if (directory.ok && schema.ok) return succeed({ directory, schema, opaque, remedies, words });
  const { beginningFromDump } = await import("./from_dump.ts");
  const beginning = await beginningFromDump(path, directory, { read, proposal, options });
  if (beginning !== undefined) return succeed(await begunBy(beginning));
  if (!directory.ok) return directory;
  const remedied = await withRemedies(path, {
    ...{ standing, schema, remedies },
    directory: directory.value,
    settings: { ...settings, ...(opaque.length > 0 && { opaque }) },
  });
  if (remedied !== undefined) {
    return succeed({ ...remedied, opaque, words: [...words, ...remedied.words] });
  }
  // Without what the programs do, the rest does not run.
  if (obstacle !== undefined) return obstacle;
  return succeed({ directory, schema, opaque, remedies, words });

  async function begunBy(beginning: Beginning): Promise<Start> {
    const isCovered = beginning.baseline !== undefined;
    return {
      directory,
      schema: await schemaFrom(beginning.schema),
      beginning,
      opaque: isCovered ? [] : opaque,
      remedies: { ...(placeholders && { placeholders }) },
      words: [...(isCovered ? [] : words), ...beginning.words],
    };
  }
}

/** The values that were found for placeholders, as far as the folder has those. */
async function placeholdersUsed(
  path: string,
  { layout, placeholders }: Proposal,
): Promise<PlaceholderValues | undefined> {
  if (placeholders === undefined) return undefined;
  const folder = await readMigrationFolder(path, { layout, whenMissing: "empty" });
  if (!folder.ok) return undefined;
  const names = new Set(
    [...folder.value.files.values()].flatMap(({ text }) => placeholdersIn(text)),
  );
  const used = Object.entries(placeholders).filter(([name]) => names.has(name));
  return used.length === 0 ? undefined : Object.fromEntries(used);
}

/** More statements than that are not skipped, nor more names declared: the folder is another one. */
const MOST_REMEDIES = 20;

/**
 * The same project with all that gets its history past what stopped it; undefined where something
 * stops it still, and where there is a configuration that somebody has written.
 */
async function withRemedies(
  path: string,
  { standing, settings, ...start }: Pick<Start, "schema" | "remedies"> & {
    readonly standing: Standing;
    readonly directory: MigrationDirectory;
    readonly settings: FolderSettings;
  },
): Promise<Pick<Start, "directory" | "schema" | "remedies" | "words"> | undefined> {
  const { proposal, options, context } = standing;
  if (options.origin?.configFile !== undefined) return undefined;
  let { directory, schema, remedies } = start;
  const words: string[] = [];
  while (!schema.ok) {
    const target = proposal.target ?? layoutNamed(directory.layout)?.target ?? "any";
    const [stop, ...others]: readonly Diagnostic[] = schema.diagnostics;
    const remedy = stop === undefined || others.length > 0 || words.length === MOST_REMEDIES
      ? undefined
      : await remedyFor(stop, remedies, { directory, target });
    if (remedy === undefined) return undefined;
    words.push(remedy.words);
    remedies = remedy.remedies;
    const { skip, declared } = remedies;
    const again = await readMigrations(path, {
      layout: proposal.layout,
      settings: { ...settings, ...(skip && { skip }) },
    });
    if (!again.ok) return undefined;
    directory = again.value;
    schema = await firstSchema(proposal, again, {
      options: { ...options, ...(declared && { declared }) },
      context,
      known: undefined,
    });
  }
  return { directory: succeed(directory), schema, remedies, words };
}
