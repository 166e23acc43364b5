import type {
  CommandContext,
  ProjectOptions,
  Verb,
  VerbOptions,
} from "../commands/settings/options.ts";
import type { Outcome } from "../commands/outcome.ts";
import type { Loaders } from "./verbs.ts";

/** A command and its own options. */
export interface VerbCall<Name extends Verb = Verb> {
  readonly verb: Name;
  readonly options: VerbOptions[Name];
}

/** The environment of a command. */
export interface VerbEnvironment {
  readonly project: ProjectOptions;
  readonly context: CommandContext;
}

/** Loads a command and runs it. */
export async function start<Name extends Verb>(
  verbs: Loaders,
  { verb, options }: VerbCall<Name>,
  { project, context }: VerbEnvironment,
): Promise<Outcome> {
  const command = await verbs[verb]();
  return await command({ ...project, ...options }, context);
}
