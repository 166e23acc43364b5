import { DEFAULT_TARGET } from "../../base/target.ts";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { type Result, succeed } from "../../base/result.ts";
import type { FolderSettings, MigrationDirectory } from "../../migrations/directory.ts";
import { layoutNamed } from "../../migrations/layouts/list.ts";
import { placeholdersIn, type PlaceholderValues } from "../../migrations/placeholders.ts";
import { readMigrationFolder, readMigrations } from "../../migrations/read_migrations.ts";
import type { Casing } from "../../entities/casing.ts";
import type { CommandContext, InitOptions, ProjectOptions } from "../options.ts";
import { type FirstSchema, firstSchema } from "./first_schema.ts";
import type { Beginning } from "./from_database.ts";
import { readPastPrograms } from "./programs.ts";
import type { Proposal } from "./proposal.ts";
import { kitCasing } from "./kit_casing.ts";
import { type Remedies, remedyFor } from "./remedies.ts";

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

/**
 * Determines the initial state: from the database in the options; else from the migrations,
 * skipping programs; else, if those do not run, from the dump next to them. Fails if the folder
 * cannot be read, or has programs that cannot be skipped.
 */
export async function startOf(path: string, standing: Standing): Promise<Result<Start>> {
  const { options, context } = standing;
  let { proposal } = standing;
  const placeholders = await placeholdersUsed(path, proposal);
  const settings = placeholders === undefined
    ? standing.settings
    : { ...standing.settings, placeholders };
  const read = { layout: proposal.layout, whenMissing: "empty", settings } as const;
  const { directory, opaque, words, obstacle } = await readPastPrograms(path, read);
  const schemaFrom = (known?: Beginning["schema"]) =>
    firstSchema(proposal, directory, { options, context, known });
  if (options.from !== undefined) {
    const { startFromDatabase } = await import("./from_database.ts");
    const beginning = await startFromDatabase(options.from, {
      ...{ directory, path, proposal, settings, options, now: context.now() },
    });
    return beginning.ok ? succeed(await begunBy(beginning.value)) : beginning;
  }
  const remedies = { ...(placeholders && { placeholders }) };
  let schema = await schemaFrom();
  const isSetUp = options.origin?.configFile !== undefined;
  const isGiven = isSetUp || options.origin?.given.target !== undefined;
  if (directory.ok && !schema.ok && !isGiven && allowsSqlite(proposal, directory.value)) {
    const onAny = { proposal, schema };
    proposal = { ...proposal, target: "sqlite" };
    schema = await schemaFrom();
    if (!getsFurther(schema, onAny.schema, directory.value)) ({ proposal, schema } = onAny);
  }
  if (directory.ok && schema.ok) {
    const casing = proposal.hasComputedCasing && kitCasing(directory.value.files);
    return succeed({
      ...{ proposal, directory, schema, opaque, remedies, words },
      ...(casing && { casing }),
    });
  }
  const { startFromDump } = await import("./from_dump.ts");
  const beginning = await startFromDump(path, directory, { read, proposal, options });
  if (beginning !== undefined) return succeed(await begunBy(beginning));
  if (!directory.ok) return directory;
  const remedied = await withRemedies(path, {
    ...{ standing: { ...standing, proposal }, schema, remedies },
    directory: directory.value,
    settings: { ...settings, ...(opaque.length > 0 && { opaque }) },
  });
  if (remedied !== undefined) {
    return succeed({ ...remedied, proposal, opaque, words: [...words, ...remedied.words] });
  }
  // Without the effects of the programs, the rest does not run.
  if (obstacle !== undefined) return obstacle;
  return succeed({ proposal, directory, schema, opaque, remedies, words });

  async function begunBy(beginning: Beginning): Promise<Start> {
    const isCovered = beginning.baseline !== undefined;
    return {
      proposal,
      directory,
      schema: await schemaFrom(beginning.schema),
      beginning,
      opaque: isCovered ? [] : opaque,
      remedies: { ...(placeholders && { placeholders }) },
      words: [...(isCovered ? [] : words), ...beginning.words],
    };
  }
}

/**
 * Whether nothing in the project says what runs the migrations, or only that libSQL is used: tools
 * for a database file depend on it as well.
 */
function allowsSqlite({ target }: Proposal, { layout }: MigrationDirectory): boolean {
  return target === "libsql" ||
    (target === undefined && (layoutNamed(layout)?.target ?? DEFAULT_TARGET) === DEFAULT_TARGET);
}

/** Whether one replay of the migrations ends, or stops at a later place than the other one, which stopped. */
function getsFurther(
  one: Result<unknown>,
  other: Result<unknown>,
  { migrations }: MigrationDirectory,
): boolean {
  if (one.ok) return true;
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
