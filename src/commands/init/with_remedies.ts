import type { Diagnostic } from "../../base/diagnostic.ts";
import { type Result, succeed } from "../../base/result.ts";
import type { FolderSettings, MigrationDirectory } from "../../migrations/directory.ts";
import { usualTarget } from "../../migrations/layouts/list.ts";
import { readMigrations } from "../../migrations/read_migrations.ts";
import type { CommandContext, ProjectOptions } from "../options.ts";
import { type FirstSchema, firstSchema } from "./first_schema.ts";
import type { Proposal } from "./proposal.ts";
import { type Remedies, remedyFor } from "./remedies.ts";

/** The maximum number of skipped statements and declared names: with more, it is not such a history. */
const MOST_REMEDIES = 20;

/** A project whose history stops at an obstacle. */
interface Stopped {
  /** The migrations folder. */
  readonly path: string;
  readonly proposal: Proposal;
  readonly settings: FolderSettings;
  /** The programs in the folder that are skipped. */
  readonly opaque: readonly string[];
  readonly options: ProjectOptions;
  readonly context: CommandContext;
  readonly directory: MigrationDirectory;
  readonly schema: Result<FirstSchema>;
  readonly remedies: Remedies;
}

/** What the history creates, and the configuration values that let it do so. */
interface Remedied {
  readonly directory: Result<MigrationDirectory>;
  readonly schema: Result<FirstSchema>;
  readonly remedies: Remedies;
  /** What was done, one line each. */
  readonly words: readonly string[];
}

/**
 * The project with everything that lets its history pass the obstacles; undefined if an obstacle
 * remains, or if there is a handwritten configuration.
 */
export async function withRemedies(stopped: Stopped): Promise<Remedied | undefined> {
  const { path, proposal, opaque, options, context } = stopped;
  if (options.origin?.configFile !== undefined) return undefined;
  const settings = { ...stopped.settings, ...(opaque.length > 0 && { opaque }) };
  let { directory, schema, remedies } = stopped;
  const words: string[] = [];
  while (!schema.ok) {
    const target = proposal.target ?? usualTarget(directory.layout);
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
    });
  }
  return { directory: succeed(directory), schema, remedies, words };
}
