import type { Diagnostic } from "../base/diagnostic.ts";
import { fail } from "../base/result.ts";
import { openRepository } from "../host/git.ts";
import { isAnyStaged, openStaged } from "../host/staged_files.ts";
import type { CheckOptions, CommandContext, ProjectOptions } from "./options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { watchedPaths } from "./watched_paths.ts";

type Options = ProjectOptions & CheckOptions;

/**
 * The same as `check` for what the next commit holds, where that touches a migration, the schema or
 * the configuration. Says the one command that mends what it finds, where there is one. The cache is
 * read, for its hashes hold for any files; it is written only where the disk holds the same files.
 */
export async function checkStaged(options: Options, context: CommandContext): Promise<Outcome> {
  const repository = await openRepository();
  if (!repository.ok) return outcomeOfFailure(repository);
  const paths = watchedPaths(options);
  const touched = await isAnyStaged(repository.value, paths);
  if (!touched.ok) return outcomeOfFailure(touched);
  if (!touched.value) return NOTHING_STAGED;
  const staged = await openStaged(repository.value, paths);
  if (!staged.ok) return outcomeOfFailure(staged);
  const { reader } = staged.value;
  const unstaged = staged.value.unstaged.filter((path) => !isCache(path));
  const entities = unstagedEntities(options, unstaged);
  if (entities.length > 0) return outcomeOfFailure(fail("finding", ...entities));
  const [{ readProject }, { judgeProject }] = await Promise.all([
    import("./project_files.ts"),
    import("./check.ts"),
  ]);
  const files = await readProject(options, context, { reader });
  const remembers = unstaged.length === 0;
  const outcome = await judgeProject(files, options, { context, remembers });
  if (outcome.exitCode === 0) return outcome;
  const { withMend } = await import("./mend.ts");
  const place = { repository: repository.value, unstaged };
  return await withMend(outcome, { options, context, ...place });
}

const NOTHING_STAGED: Outcome = {
  exitCode: 0,
  diagnostics: [],
  words: ["Nothing to do: no migration, schema or configuration is staged"],
  facts: { changes: [] },
};

/** Whether it is the cache, which is no one's work. */
function isCache(path: string): boolean {
  return /(?:^|\/)\.schema\.json$/.test(path);
}

/** Entities are run from the disk, with all that they import: it has to be what is staged. */
function unstagedEntities(
  { schema }: ProjectOptions,
  unstaged: readonly string[],
): Diagnostic[] {
  const scripts = unstaged.filter((path) => SCRIPT.test(path));
  return schema.some((name) => SCRIPT.test(name)) ? scripts.map(notStaged) : [];
}

const SCRIPT = /\.[mc]?[jt]sx?$/i;

function notStaged(path: string): Diagnostic {
  return {
    code: "check/unstaged-entities",
    severity: "error",
    message: `Cannot judge the staged entities: "${path}" holds changes that are not staged`,
    hint: "Stage them, or put them aside with git stash --keep-index",
  };
}
