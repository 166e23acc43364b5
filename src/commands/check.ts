import type { Result } from "../base/result.ts";
import type { CheckOptions, CommandContext, ProjectOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { projectFiles, type ProjectTexts, readProjectTexts } from "./project/read_project.ts";
import { isKnownSettled, NOTHING_MISSING } from "./project/settled.ts";

type Options = ProjectOptions & CheckOptions;

/**
 * Reports whether a migration is missing or unsafe; writes only the cache. If an earlier run has
 * settled the same files, no database is opened.
 */
export async function check(options: Options, context: CommandContext): Promise<Outcome> {
  const texts = await readProjectTexts(options, context);
  return await judgeTexts(texts, options, { context, remembers: true });
}

/**
 * Like `check`, for files that were read already. Results that must not be remembered leave the
 * cache unchanged.
 */
export async function judgeTexts(
  texts: Result<ProjectTexts>,
  options: Options,
  { context, remembers }: { readonly context: CommandContext; readonly remembers: boolean },
): Promise<Outcome> {
  if (!texts.ok) return outcomeOfFailure(texts);
  for (const [place, reason] of Object.entries(texts.value.folder.settings?.skip ?? {})) {
    context.note(`Skipped ${place}: ${reason}`);
  }
  const project = {
    ...options,
    cache: options.cache && !options.verify && !options.fullReplay,
  };
  if (isKnownSettled(texts.value, project)) {
    context.note("Nothing was replayed: the cache covers these files");
    return { ...NOTHING_MISSING, diagnostics: texts.diagnostics };
  }
  const files = await projectFiles(texts, context);
  if (!files.ok) return outcomeOfFailure(files);
  // Loaded late, since it is most of the program, and most checks end above.
  const { judgeProject } = await import("./judgement/judge_project.ts");
  return await judgeProject(files, project, { context, remembers });
}
