import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { askGit, oneLine, pathInRepository, type Repository } from "../../host/git/git.ts";
import { ownCommand } from "../../host/process/own_command.ts";
import { pathBelow } from "../../host/files/paths.ts";
import type { HookPart } from "./script.ts";
import type { HookOptions, ProjectOptions } from "../settings/options.ts";
import { projectWords } from "../settings/project_flags.ts";
import { shellWords } from "../../base/shell_words.ts";
import { watchedPaths } from "./project_paths.ts";

/**
 * The part of the hook for the project. Fails with `hook/outside` for a project outside the work
 * tree, and with `hook/no-configuration` for one in a subfolder without a configuration to name it
 * by.
 */
export async function hookPart(
  options: ProjectOptions & HookOptions,
  repository: Repository,
): Promise<Result<HookPart>> {
  const { workingDirectory, origin } = options;
  const project = await projectName(options, repository);
  if (project === undefined) return fail("misuse", outside(workingDirectory, repository));
  const words = projectWords(options, repository.folder);
  if (words === undefined) return fail("misuse", noConfiguration(workingDirectory, repository));
  const id = origin?.configFile === undefined
    ? succeed(new Uint8Array())
    : await askGit(["hash-object", "--", project], repository);
  if (!id.ok) return id;
  const paths: string[] = [];
  for (const path of watchedPaths(options)) {
    const inside = await pathInRepository(path, repository);
    if (inside !== undefined) paths.push(inside);
  }
  const start = options.command ?? await ownWords(repository);
  return succeed({
    project,
    configId: oneLine(id.value),
    paths,
    command: [start, shellWords([...CHECK, ...words])].join(" "),
    mergeCommand: [start, shellWords([...CHECK, "--merge", ...words])].join(" "),
  });
}

const CHECK = ["check", "--staged", "--quiet"];

/** The path of the configuration from the top of the work tree, whether or not it exists. */
export async function projectName(
  { workingDirectory, origin }: ProjectOptions,
  repository: Repository,
): Promise<string | undefined> {
  const path = origin?.configFile ?? `${workingDirectory}/penumbra.json`;
  return await pathInRepository(path, repository);
}

/** The command that starts penumbra at the top of the work tree. */
async function ownWords({ folder }: Repository): Promise<string> {
  const { program, options, script } = await ownCommand();
  const way = script === undefined ? undefined : pathBelow(folder, script) ?? script;
  return shellWords([program, ...options, ...(way === undefined ? [] : [way])]);
}

function outside(project: string, { folder }: Repository): Diagnostic {
  return {
    code: "hook/outside",
    severity: "error",
    message: `Cannot install a hook for "${project}": it is not in the work tree "${folder}"`,
    hint: "Run this in the repository that contains the project",
  };
}

function noConfiguration(project: string, { folder }: Repository): Diagnostic {
  return {
    code: "hook/no-configuration",
    severity: "error",
    message: `Cannot install a hook for the project in "${project}": it has no penumbra.json, ` +
      `and hooks run in "${folder}"`,
    hint: "Run penumbra init first",
  };
}
