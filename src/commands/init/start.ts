import { DEFAULT_TARGET } from "../../base/target.ts";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { type Failure, type Result, succeed } from "../../base/result.ts";
import type { FolderSettings, MigrationDirectory } from "../../migrations/directory.ts";
import { layoutNamed } from "../../migrations/layouts/list.ts";
import { placeholdersIn, type PlaceholderValues } from "../../migrations/placeholders.ts";
import { readMigrationFolder, readMigrations } from "../../migrations/read_migrations.ts";
import type { Casing } from "../../entities/casing.ts";
import type { CommandContext, InitOptions, ProjectOptions } from "../options.ts";
import { type FirstSchema, firstSchema } from "./first_schema.ts";
import type { Beginning } from "./from_database.ts";
import { type PassedPrograms, readPastPrograms } from "./programs.ts";
import type { Proposal } from "./proposal.ts";
import { kitCasing } from "./kit_casing.ts";
import { type Remedies, remedyFor } from "./remedies.ts";
import { straysIn } from "./strays.ts";

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
  const { proposal, schema } = await schemaOnAnyEngine(given);
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
  const remedied = await withRemedies(found, { directory: directory.value, schema });
  if (remedied !== undefined) {
    return succeed({ ...remedied, proposal, opaque, words: [...words, ...remedied.words] });
  }
  // Without the effects of the programs, the rest does not run.
  return obstacle ?? succeed({ proposal, directory, schema, opaque, remedies, words });
}

/**
 * The first schema of the migrations, with the target `sqlite` if they run further there and the
 * project does not say otherwise.
 */
async function schemaOnAnyEngine(found: Found): Promise<Pick<Start, "proposal" | "schema">> {
  const { proposal, options: { origin }, folder: { directory } } = found;
  const schema = await schemaOf(found);
  const isGiven = origin?.configFile !== undefined || origin?.given.target !== undefined;
  const stop = stopOf(schema);
  if (!directory.ok || stop === undefined || isGiven || !allowsSqlite(proposal, directory.value)) {
    return { proposal, schema };
  }
  const onSqlite = { ...proposal, target: "sqlite" } as const;
  const other = await schemaOf({ ...found, proposal: onSqlite });
  return getsFurther(stopOf(other), stop, directory.value)
    ? { proposal: onSqlite, schema: other }
    : { proposal, schema };
}

function schemaOf(
  { proposal, options, context, folder: { directory } }: Found,
  known?: Beginning["schema"],
): Promise<Result<FirstSchema>> {
  return firstSchema(proposal, directory, { options, context, known });
}

/** The initial state with the first files of a database or dump. */
async function begunBy(beginning: Beginning, found: Found): Promise<Start> {
  const { proposal, remedies, folder: { directory, opaque, words } } = found;
  const isCovered = beginning.baseline !== undefined;
  return {
    proposal,
    directory,
    schema: await schemaOf(found, beginning.schema),
    beginning,
    opaque: isCovered ? [] : opaque,
    remedies,
    words: [...(isCovered ? [] : words), ...beginning.words],
  };
}

/**
 * Whether nothing in the project says what runs the migrations, or only that libSQL is used: tools
 * for a database file depend on it as well.
 */
function allowsSqlite({ target }: Proposal, { layout }: MigrationDirectory): boolean {
  return target === "libsql" ||
    (target === undefined && (layoutNamed(layout)?.target ?? DEFAULT_TARGET) === DEFAULT_TARGET);
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

/** The maximum number of skipped statements and declared names: with more, it is not such a history. */
const MOST_REMEDIES = 20;

/**
 * The project with everything that lets its history pass the obstacles; undefined if an obstacle
 * remains, or if there is a handwritten configuration.
 */
async function withRemedies(
  { path, proposal, settings: given, options, context, folder: { opaque }, ...found }: Found,
  start: Pick<Start, "schema"> & { readonly directory: MigrationDirectory },
): Promise<Pick<Start, "directory" | "schema" | "remedies" | "words"> | undefined> {
  if (options.origin?.configFile !== undefined) return undefined;
  const settings = { ...given, ...(opaque.length > 0 && { opaque }) };
  let { directory, schema } = start;
  let { remedies } = found;
  const words: string[] = [];
  while (!schema.ok) {
    const target = proposal.target ?? layoutNamed(directory.layout)?.target ?? DEFAULT_TARGET;
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
