import type { Diagnostic } from "../base/diagnostic.ts";
import { withoutSecrets } from "../base/secrets.ts";
import type { FileReader } from "../host/files/file_reader.ts";
import { exists } from "../host/files/links.ts";
import { absolutePath } from "../host/files/paths.ts";
import { askGit, askGitYesNo, oneLine, type Repository } from "../host/git/git.ts";
import { isAnyStaged } from "../host/git/staged_files.ts";
import { environmentVariable } from "../host/process/environment.ts";
import { ownCommand } from "../host/process/own_command.ts";
import { parseSource } from "../sources/source.ts";
import type { CheckOptions, ProjectOptions } from "./settings/options.ts";
import { projectWords } from "./settings/project_flags.ts";
import { shellWords } from "../base/shell_words.ts";

type Options = ProjectOptions & CheckOptions;

/** What can be checked in a merge without running any of its code. */
export interface MergeScope {
  /** The options to check with; absent if nothing can be checked. */
  readonly options?: Options;
  /** What is left out, each with the command to run by hand. */
  readonly leftOut: readonly Diagnostic[];
}

/**
 * Whether the next commit is a merge, squashed or not: according to `--merge`, or to git's files or
 * variables. A merge without conflicts has no MERGE_HEAD yet when its hook runs (seen in git 2.39).
 */
export async function isMerge({ merge }: CheckOptions, repository: Repository): Promise<boolean> {
  if (merge) return true;
  const action = await environmentVariable("GIT_REFLOG_ACTION") ?? "";
  if (/^(?:merge|pull)\b/.test(action)) return true;
  const found = await askGitYesNo(["rev-parse", "--quiet", "--verify", "MERGE_HEAD"], repository);
  if (found.ok && found.value) return true;
  const squashed = await askGit(["rev-parse", "--git-path", "SQUASH_MSG"], repository);
  return squashed.ok && await exists(absolutePath(repository.folder, oneLine(squashed.value)));
}

/**
 * What can be checked in a merge. Nobody has reviewed its content yet, so none of its programs is
 * run: no `command:`, which reads what is on disk, and no entities. Without the schema from those,
 * the migrations are replayed and judged alone. If it brings another configuration, nothing is
 * checked.
 */
export async function mergeScope(
  options: Options,
  { repository, reader }: { readonly repository: Repository; readonly reader: FileReader },
): Promise<MergeScope> {
  const { origin } = options;
  if (origin?.configFile !== undefined) {
    const changed = await isAnyStaged(repository, [origin.configFile]);
    // One outside the work tree is not part of any merge.
    if (changed.ok && changed.value) {
      const what = "Nothing was judged: the merge changes the configuration";
      return { leftOut: [await notRun(what, options, repository)] };
    }
  }
  const programs = await programsIn(options, reader);
  if (programs.length === 0) return { options, leftOut: [] };
  const what = `The schema was not judged: in a merge, ${programs.join(" and ")} would run code ` +
    "nobody has reviewed yet";
  return {
    // A schema taken from the migrations always matches: whether they run, and what they lose, is
    // still checked.
    options: { ...options, schema: [`migrations:${options.migrations}`] },
    leftOut: [await notRun(what, options, repository)],
  };
}

/** What reading the schema would run, in words. */
async function programsIn(options: Options, reader: FileReader): Promise<string[]> {
  const sources = options.schema.map(parseSource);
  const commands = sources.flatMap((source) =>
    source.ok && source.value.kind === "command"
      ? [`"${withoutSecrets(source.value.command)}"`]
      : []
  );
  const { entityImports } = await import("./hook/entity_imports.ts");
  const reaches = await entityImports(options, { reader });
  return [...commands, ...(reaches.length > 0 ? ["the entities"] : [])];
}

async function notRun(
  message: string,
  options: Options,
  { folder }: Repository,
): Promise<Diagnostic> {
  const { program, options: flags, script } = await ownCommand();
  const words = [program, ...flags, ...(script === undefined ? [] : [script]), "check"];
  const command = shellWords([...words, ...(projectWords(options, folder) ?? [])]);
  return {
    code: "check/left-out-of-merge",
    severity: "warning",
    message,
    hint: `Review the merge, then run ${command}`,
  };
}
