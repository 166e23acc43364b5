import type { CommandContext, ProjectOptions, Verb, VerbOptions } from "../commands/options.ts";
import type { Outcome } from "../commands/outcome.ts";
import type { Loaders } from "./verbs.ts";

/** A command, and the options that are its own. */
export interface VerbCall<Name extends Verb = Verb> {
  readonly verb: Name;
  readonly options: VerbOptions[Name];
}

/** Where a command runs. */
export interface Surroundings {
  readonly project: ProjectOptions;
  readonly context: CommandContext;
}

/** Loads a command and runs it. */
export async function start<Name extends Verb>(
  verbs: Loaders,
  { verb, options }: VerbCall<Name>,
  { project, context }: Surroundings,
): Promise<Outcome> {
  const command = await verbs[verb]();
  return await command({ ...project, ...options }, context);
}
