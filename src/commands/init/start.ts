import { type Result, succeed } from "../../base/result.ts";
import type { FolderSettings, MigrationDirectory } from "../../migrations/directory.ts";
import { placeholdersIn, type PlaceholderValues } from "../../migrations/placeholders.ts";
import { readMigrationFolder } from "../../migrations/read_migrations.ts";
import type { Casing } from "../../entities/casing.ts";
import type { CommandContext, InitOptions, ProjectOptions } from "../options.ts";
import { type FirstSchema, firstSchema } from "./first_schema.ts";
import type { Beginning } from "./from_database.ts";
import { type PassedPrograms, readPastPrograms } from "./programs.ts";
import type { Proposal } from "./proposal.ts";
import { kitCasing } from "./kit_casing.ts";
import type { Remedies } from "./remedies.ts";
import { schemaOnAnyEngine } from "./schema_on_any_engine.ts";
import { straysIn } from "./strays.ts";
import { withRemedies } from "./with_remedies.ts";

/** The initial state of a project. */
export interface Start {
  /** The proposal; for the target `sqlite` if it names none and only SQLite runs the migrations. */
  readonly proposal: Proposal;
  readonly directory: Result<MigrationDirectory>;
  /** A failure if the migrations can be read but not run. */
  readonly schema: Result<FirstSchema>;
  /** The files for a database or dump that the project already has. */
  readonly beginning?: Beginning;
  /** The programs in the folder that are skipped. */
  readonly opaque: readonly string[];
  /** Further configuration values required to run the migrations. */
  readonly remedies: Remedies;
  /** The casing seen in the migrations, if the proposal leaves it to them. */
  readonly casing?: Casing;
  /** What was done, and what remains to be done, one line each. */
  readonly words: readonly string[];
}

/** The current state of a project. */
interface Standing {
  readonly proposal: Proposal;
  readonly settings: FolderSettings;
  readonly options: ProjectOptions & InitOptions;
  readonly context: CommandContext;
}

/** The current state with what the migrations folder contains. */
interface Found extends Standing {
  /** The migrations folder. */
  readonly path: string;
  readonly folder: PassedPrograms;
  readonly remedies: Remedies;
}

/**
 * Determines the initial state: from the database in the options; else from the migrations,
 * skipping programs; else, if those do not run, from the dump next to them. Fails if the folder
 * cannot be read, or has programs that cannot be skipped.
 */
export async function startOf(path: string, standing: Standing): Promise<Result<Start>> {
  const { proposal, options, context } = standing;
  const placeholders = await placeholdersUsed(path, proposal);
  const isSetUp = options.origin?.configFile !== undefined;
  const given = { ...standing.settings, ...(placeholders && { placeholders }) };
  const strays = isSetUp
    ? undefined
    : await straysIn(path, readOptions({ proposal, settings: given }));
  const remedies = {
    ...(placeholders && { placeholders }),
    ...(strays && { skip: strays.skip }),
  };
  const settings = { ...standing.settings, ...remedies };
  const folder = await readPastPrograms(path, readOptions({ proposal, settings }));
  const words = [...(strays ? [strays.words] : []), ...folder.words];
  const found = { ...standing, settings, path, folder: { ...folder, words }, remedies };
  if (options.from === undefined) return await startFromHistory(found);
  const { startFromDatabase } = await import("./from_database.ts");
  const beginning = await startFromDatabase(options.from, {
    ...{ directory: folder.directory, path, proposal, settings, options, now: context.now() },
  });
  return beginning.ok ? succeed(await begunBy(beginning.value, found)) : beginning;
}

function readOptions({ proposal, settings }: Pick<Standing, "proposal" | "settings">) {
  return { layout: proposal.layout, whenMissing: "empty", settings } as const;
}

async function startFromHistory(given: Found): Promise<Result<Start>> {
  const { proposal, schema } = await schemaOnAnyEngine(
    given.proposal,
    given.folder.directory,
    given,
  );
  const found = { ...given, proposal };
  const { folder: { directory, opaque, words, obstacle }, path, options, remedies } = found;
  if (directory.ok && schema.ok) {
    const casing = proposal.hasComputedCasing && kitCasing(directory.value.files);
    return succeed({
      ...{ proposal, directory, schema, opaque, remedies, words },
      ...(casing && { casing }),
    });
  }
  const { startFromDump } = await import("./from_dump.ts");
  const read = readOptions(found);
  const beginning = await startFromDump(path, directory, { read, proposal, options });
  if (beginning !== undefined) return succeed(await begunBy(beginning, found));
  if (!directory.ok) return directory;
  const remedied = await withRemedies({ ...found, opaque, directory: directory.value, schema });
  if (remedied !== undefined) {
    return succeed({ ...remedied, proposal, opaque, words: [...words, ...remedied.words] });
  }
  // Without the effects of the programs, the rest does not run.
  return obstacle ?? succeed({ proposal, directory, schema, opaque, remedies, words });
}

/** The initial state with the first files of a database or dump. */
async function begunBy(beginning: Beginning, found: Found): Promise<Start> {
  const { proposal, options, context, remedies, folder: { directory, opaque, words } } = found;
  const { schema: known } = beginning;
  const isCovered = beginning.baseline !== undefined;
  return {
    proposal,
    directory,
    schema: await firstSchema(proposal, directory, { options, context, known }),
    beginning,
    opaque: isCovered ? [] : opaque,
    remedies,
    words: [...(isCovered ? [] : words), ...beginning.words],
  };
}

/** The values found for those placeholders that the folder uses. */
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
