import type { Outcome } from "../commands/outcome.ts";
import type {
  Command,
  CommandContext,
  ProjectOptions,
  Verb,
  VerbOptions,
} from "../commands/settings/options.ts";

/** Functions that load each command, so that only the one that runs is loaded. */
export type Loaders = { readonly [Name in Verb]: () => Promise<Command<Name>> };

/** The commands of this program. */
export const VERBS: Loaders = {
  init: async () => (await import("../commands/init.ts")).init,
  generate: async () => (await import("../commands/generate.ts")).generate,
  // If no file of ours is staged, a commit should only wait until that is known.
  check: () =>
    Promise.resolve(async (options, context) =>
      options.staged
        ? await (await import("../commands/check_staged.ts")).checkStaged(options, context)
        : await (await import("../commands/check.ts")).check(options, context)
    ),
  lint: async () => (await import("../commands/lint.ts")).lint,
  rebase: async () => (await import("../commands/rebase.ts")).rebase,
  diff: async () => (await import("../commands/diff.ts")).diff,
  inspect: async () => (await import("../commands/inspect.ts")).inspect,
  squash: async () => (await import("../commands/squash.ts")).squash,
  convert: async () => (await import("../commands/convert.ts")).convert,
  apply: async () => (await import("../commands/apply.ts")).apply,
  rehearse: async () => (await import("../commands/rehearse.ts")).rehearse,
  status: async () => (await import("../commands/status.ts")).status,
  doctor: async () => (await import("../commands/doctor.ts")).doctor,
  "upgrade-test": async () => (await import("../commands/test_upgrades.ts")).upgradeTest,
  bundle: async () => (await import("../commands/bundle.ts")).bundle,
  hook: async () => (await import("../commands/hook.ts")).hook,
};

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
