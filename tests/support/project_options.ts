import { WRITING_ANSWERS } from "../../src/commands/answers/answer_options.ts";
import type {
  CheckOptions,
  CommandContext,
  GenerateOptions,
  ProjectOptions,
} from "../../src/commands/settings/options.ts";
import { defaultsOf } from "../../src/commands/setting.ts";
import { SETTINGS } from "../../src/commands/settings/project_settings.ts";
import { VERB_SETTINGS } from "../../src/commands/settings/verb_settings.ts";

/** The options of a project in a folder, with the defaults for all others. */
export function projectOptions(
  workingDirectory: string,
  changed: Partial<ProjectOptions> = {},
): ProjectOptions {
  const { format, verbose } = { format: "text", verbose: false } as const;
  return { ...defaultsOf(SETTINGS), format, verbose, workingDirectory, ...changed };
}

/** The defaults of `generate`; nobody has answered anything. */
export const GENERATE_DEFAULTS: GenerateOptions = {
  ...defaultsOf(VERB_SETTINGS.generate.options),
  ...defaultsOf(WRITING_ANSWERS),
};

/** The defaults of `check`; nobody has answered anything. */
export const CHECK_DEFAULTS: CheckOptions = {
  ...defaultsOf(VERB_SETTINGS.check.options),
  ...defaultsOf(WRITING_ANSWERS),
};

/** A context in which nobody is asked and nothing is shown. */
export const QUIET: CommandContext = {
  now: () => new Date("2026-11-22T14:00:00Z"),
  note: () => {},
};
