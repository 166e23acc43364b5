import { presentFields } from "../../base/present_fields.ts";
import type { Failure, Result } from "../../base/result.ts";
import type { Baseline, MigrationDirectory, MigrationFolder } from "../../migrations/directory.ts";
import { migrationsIn } from "../../migrations/read/read_migrations.ts";
import { parseSource } from "../../sources/source.ts";
import type { CommandContext, InitOptions, ProjectOptions } from "../settings/options.ts";
import type { SettingValues } from "../settings/project_settings.ts";
import type { Finding } from "./findings/finding.ts";

/** The proposed values of penumbra.json. */
export type Proposal = Partial<SettingValues> & Pick<SettingValues, "migrations" | "schema">;

/** What was found in a project, and the configuration that is proposed for it. */
export interface Proposed {
  readonly options: ProjectOptions & InitOptions;
  readonly context: CommandContext;
  /** What was found; nothing if the project has a configuration. */
  readonly findings: readonly Finding[];
  readonly proposal: Proposal;
  /** A database that was found, if the project starts from it. */
  readonly database?: string | undefined;
}

/** The settings on the command line that a configuration keeps; the others are about one run. */
export function settingsToKeep({ origin }: ProjectOptions): Partial<Proposal> {
  const { cache: _, fullReplay: _full, ...given } = origin?.given ?? {};
  return given;
}

/** The file in the project's folder that the project starts from, if there is one. */
export function databaseIn({ options: { from }, database = from }: Proposed): string | undefined {
  const source = database === undefined ? undefined : parseSource(database);
  const path = source?.ok && source.value.kind === "database" ? source.value.path : undefined;
  return path === undefined || /^(?:[/\\]|[A-Za-z]:|\.\.)/.test(path) ? undefined : path;
}

/** Whether a person is asked about what is unclear. */
export function isAsked({ options, context }: Pick<Proposed, "options" | "context">): boolean {
  return !options.yes && context.ask !== undefined;
}

/** A proposal, with the migrations folder that it names. */
export interface FolderSetup extends Proposed {
  /** Its files, and the settings of an existing configuration for them. */
  readonly folder: MigrationFolder;
  /** Further files to write. */
  readonly files: readonly NewFile[];
  /** What was done, and what remains to be done, one line each. */
  readonly words: readonly string[];
  /** What marks the migrations as applied in a database that has their schema. */
  readonly marks: readonly string[];
}

/** A proposal, with the migrations that were read from its folder. */
export interface ReadSetup extends FolderSetup {
  /** A failure if they cannot be read. */
  readonly directory: Result<MigrationDirectory>;
  /** The failure because of which programs are skipped. */
  readonly obstacle?: Failure;
}

/** Everything that init writes: a proposal, its migrations and a first schema. */
export interface Setup extends ReadSetup {
  /** A failure if the migrations can be read but not run. */
  readonly schema: Result<FirstSchema>;
}

/** A file to write, unless it exists. */
export interface NewFile {
  /** The path from the project's folder. */
  readonly name: string;
  readonly text: string;
}

/** A first SQL file, and the sources of the schema with it. */
export interface FirstSchema {
  readonly sources: readonly string[];
  readonly file?: NewFile;
  /** Why the migrations do not run, if an ORM has the schema all the same. */
  readonly stop?: Failure;
}

/** The setup with further values of the configuration, and lines that report them. */
export function adding<Some extends FolderSetup>(
  setup: Some,
  values: Partial<Proposal>,
  ...words: readonly string[]
): Some {
  return {
    ...setup,
    proposal: { ...setup.proposal, ...values },
    words: [...setup.words, ...words],
  };
}

/** The migrations as the proposed configuration reads them. */
export async function readDirectory(
  { folder, proposal }: FolderSetup,
  baseline?: Baseline,
): Promise<Result<MigrationDirectory>> {
  const { opaque, placeholders, skip } = proposal;
  const added = presentFields({ opaque, placeholders, skip, baseline });
  return await migrationsIn({ ...folder, settings: { ...folder.settings, ...added } });
}
