import type { Diagnostic } from "../../base/diagnostic.ts";
import { folderOfCaller, isPartialCommit, type Repository } from "../../host/git/git.ts";
import { ownCommand } from "../../host/process/own_command.ts";
import { exists } from "../../host/files/links.ts";
import { absolutePath, pathBelow, relativePath } from "../../host/files/paths.ts";
import { judgeTexts } from "../check.ts";
import { isMissingMigration, mayBeCause, missingHint } from "../judgement/missing_migration.ts";
import type { CheckOptions, CommandContext, ProjectOptions } from "../settings/options.ts";
import type { Outcome } from "../outcome.ts";
import { readProjectTexts } from "../project/read_project.ts";
import { givenWords } from "../settings/project_flags.ts";
import { shellWords } from "../../base/shell_words.ts";
import { schemaPaths } from "./project_paths.ts";

/** Where the staged files were checked. */
export interface NextCommandRequest {
  readonly options: ProjectOptions & CheckOptions;
  readonly context: CommandContext;
  readonly repository: Repository;
  /** Files whose version on disk is not staged, relative to the top of the work tree. */
  readonly unstaged: readonly string[];
}

/**
 * The findings about the staged files, with the one command that fixes them as their only hint, to
 * be run where git was called: `git add` if the files on disk pass, else `generate` if that writes
 * what is missing. Findings that only a person can fix keep their own hints.
 */
export async function withNextCommand(
  outcome: Outcome,
  request: NextCommandRequest,
): Promise<Outcome> {
  const { unstaged } = request;
  const isMissing = outcome.diagnostics.some(isMissingMigration) &&
    !outcome.diagnostics.some(mayBeCause);
  const adds = unstaged.length > 0 && await isInOrder(request);
  if (!adds && !isMissing) return outcome;
  const command = adds ? await addCommand(unstaged, request) : await generateCommand(request);
  const facts = { ...outcome.facts, fix: command };
  const partial = await isPartialCommit() ? [PARTIAL] : [];
  if (adds) {
    const found = outcome.diagnostics.map(({ hint: _, ...diagnostic }) => diagnostic);
    const last = notStaged(unstaged, { command, notes: partial });
    return { ...outcome, diagnostics: [...found, last], facts };
  }
  const more = [...(unstaged.length > 0 ? [MORE_ON_DISK] : []), ...partial];
  const diagnostics = outcome.diagnostics.map((it) =>
    isMissingMigration(it)
      ? {
        ...it,
        notes: [...it.notes ?? [], ...more],
        hint: missingHint(outcome.diagnostics, { command }),
      }
      : it
  );
  return { ...outcome, diagnostics, facts };
}

const PARTIAL = "git commit with paths commits only these: omit the paths, or name all of them";

const MORE_ON_DISK = "generate reads the files on disk, which contain more than what is staged";

/** Whether the files on disk pass with the same options. */
async function isInOrder({ options, context }: NextCommandRequest): Promise<boolean> {
  const quiet = { ...context, note: () => {} };
  const outcome = await judgeTexts(await readProjectTexts(options, quiet), options, {
    context: quiet,
    remembers: true,
  });
  return outcome.exitCode === 0;
}

/** With more files than this, their folders are named. */
const MOST_NAMED = 4;

async function addCommand(
  unstaged: readonly string[],
  { repository }: NextCommandRequest,
): Promise<string> {
  const folder = await folderOfCaller();
  const paths = unstaged.length > MOST_NAMED
    ? [...new Set(unstaged.map((path) => path.replace(/\/[^/]*$/, "")))]
    : unstaged;
  return addLine(paths.map((path) => absolutePath(repository.folder, path)), folder);
}

async function generateCommand(request: NextCommandRequest): Promise<string> {
  const { options, repository, unstaged } = request;
  const caller = await folderOfCaller();
  const { workingDirectory, migrations } = options;
  // Without a configuration, a project can only be named from its own folder.
  const folder = options.origin?.configFile === undefined ? workingDirectory : caller;
  const { program, options: flags, script } = await ownCommand();
  const words = [program, ...flags, ...(script === undefined ? [] : [script]), "generate"];
  const generate = shellWords([...words, ...givenWords(options, folder)]);
  // After git commit --all was refused, nothing that it would have staged is staged.
  const sources: string[] = [];
  for (const path of schemaPaths(options)) {
    const isPart = pathBelow(path, workingDirectory) === undefined;
    if (isPart && pathBelow(repository.folder, path) && await exists(path)) sources.push(path);
  }
  const paths = unstaged.map((path) => absolutePath(repository.folder, path));
  const added = [absolutePath(workingDirectory, migrations), ...sources, ...paths];
  const steps = [generate, addLine(added, folder)];
  const away = folder === caller ? [] : [shellWords(["cd", relativePath(caller, folder)])];
  return [...away, ...steps].join(" && ");
}

/** The command that stages the paths; a path within another one is left out. */
function addLine(paths: readonly string[], folder: string): string {
  const ways = paths.map((path) => relativePath(folder, path));
  const outer = ways.filter((way) => !ways.some((it) => way.startsWith(`${it}/`)));
  const isOption = outer.some((way) => way.startsWith("-"));
  return shellWords(["git", "add", ...(isOption ? ["--"] : []), ...new Set(outer)]);
}

function notStaged(
  paths: readonly string[],
  { command, notes }: { readonly command: string; readonly notes: readonly string[] },
): Diagnostic {
  return {
    code: "check/not-staged",
    severity: "error",
    message: "The files on disk pass, but some are not staged",
    notes: [...paths.map((path) => `${path} differs from what is staged`), ...notes],
    hint: `Run ${command}`,
  };
}
