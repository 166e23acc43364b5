import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { type HooksFolder, hooksFolder, openRepository, type Repository } from "../host/git/git.ts";
import { readHook, removeHook, writeHook } from "../host/git/hook_files.ts";
import { absolutePath, pathBelow } from "../host/files/paths.ts";
import { shellWords } from "../base/shell_words.ts";
import { findHookManager, type HookManager } from "./hook/managers.ts";
import { hookPart, projectName } from "./hook/part.ts";
import {
  emptyScript,
  type HookPart,
  HOOKS,
  isEmptyScript,
  isOurs,
  keptName,
  withoutPart,
  withPart,
} from "./hook/script.ts";
import type { CommandContext, HookOptions, ProjectOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";

type Options = ProjectOptions & HookOptions;

/**
 * Makes git check staged files before every commit, or stops it. An existing hook is renamed and
 * run first rather than edited: it may be a binary, a link, or a script that exits early, and
 * renaming it back restores it exactly. If another tool manages the hooks, the lines for it are
 * printed instead, and it is a finding that nothing was installed.
 */
export async function hook(options: Options, _context: CommandContext): Promise<Outcome> {
  const repository = await openRepository();
  if (!repository.ok) return outcomeOfFailure(repository);
  const folder = await hooksFolder(repository.value);
  if (!folder.ok) return outcomeOfFailure(folder);
  const place = { repository: repository.value, folder: folder.value };
  return options.action === "install"
    ? await install(options, place)
    : await uninstall(options, place);
}

interface Place {
  readonly repository: Repository;
  readonly folder: HooksFolder;
}

async function install(options: Options, { repository, folder }: Place): Promise<Outcome> {
  const part = await hookPart(options, repository);
  if (!part.ok) return outcomeOfFailure(part);
  const { command } = part.value;
  const manager = await findHookManager(repository.folder, command);
  if (manager !== undefined) return managed(manager);
  if (folder.isShared) return shared(folder.path, part.value);
  const words: string[] = [];
  const written: string[] = [];
  for (const name of HOOKS) {
    const path = `${folder.path}/${name}`;
    const done = await installOne(path, { name, part: part.value });
    if (!done.ok) return outcomeOfFailure(done);
    if (done.value === "unchanged") continue;
    written.push(shown(path));
    words.push(`Wrote ${shown(path)}`);
    if (done.value === "kept") {
      words.push(`Kept the previous hook as ${shown(keptName(path))}; it runs first`);
    }
  }
  words.push(
    `${written.length === 0 ? "Nothing to do: before" : "Before"} a commit that touches a ` +
      `migration, the schema or the configuration, git runs ${command}`,
  );
  return { exitCode: 0, diagnostics: [], words, facts: { written, command } };
}

async function installOne(
  path: string,
  { name, part }: { readonly name: string; readonly part: HookPart },
): Promise<Result<"written" | "kept" | "unchanged">> {
  const kept = keptName(path);
  const [there, before] = [await readHook(path), await readHook(kept)];
  if (!there.ok) return there;
  if (!before.ok) return before;
  const isForeign = there.value !== undefined && !isOurs(there.value.text);
  if (isForeign && before.value !== undefined) return fail("finding", nameTaken(path));
  const runsKept = isForeign || before.value !== undefined;
  const script = there.value === undefined || isForeign
    ? emptyScript(name, { runsKept })
    : there.value.text;
  const text = withPart(script, part, name);
  if (there.value?.mayRun && there.value.text === text) return succeed("unchanged");
  const written = await writeHook(path, { text, keepAs: isForeign ? kept : undefined });
  return written.ok ? succeed(isForeign ? "kept" : "written") : written;
}

async function uninstall(options: Options, { repository, folder }: Place): Promise<Outcome> {
  const project = await projectName(options, repository);
  const words: string[] = [];
  const written: string[] = [];
  for (const name of HOOKS) {
    const path = `${folder.path}/${name}`;
    const done = await uninstallOne(path, { name, project: project ?? "" });
    if (!done.ok) return outcomeOfFailure(done);
    if (done.value === "unchanged") continue;
    written.push(shown(path));
    words.push(WORDS[done.value](shown(path)));
  }
  const manager = await findHookManager(repository.folder, "");
  if (manager?.isTold) words.push(`Remove the penumbra lines from ${manager.file} by hand`);
  if (words.length === 0) {
    words.push("Nothing to do: no penumbra hook is installed for this project");
  }
  return { exitCode: 0, diagnostics: [], words, facts: { written } };
}

const WORDS = {
  removed: (path: string) => `Removed ${path}`,
  restored: (path: string) => `Restored ${path} as it was before`,
  shortened: (path: string) => `Removed this project from ${path}; the rest is unchanged`,
} as const;

async function uninstallOne(
  path: string,
  { name, project }: { readonly name: string; readonly project: string },
): Promise<Result<keyof typeof WORDS | "unchanged">> {
  const kept = keptName(path);
  const [there, before] = [await readHook(path), await readHook(kept)];
  if (!there.ok) return there;
  if (!before.ok) return before;
  if (there.value !== undefined && !isOurs(there.value.text)) return succeed("unchanged");
  const hasKept = before.value !== undefined;
  if (there.value === undefined && !hasKept) return succeed("unchanged");
  const rest = withoutPart(there.value?.text ?? "", project);
  if (there.value !== undefined && !isEmptyScript(rest, name)) {
    if (rest === there.value.text) return succeed("unchanged");
    const written = await writeHook(path, { text: rest });
    return written.ok ? succeed("shortened") : written;
  }
  const removed = await removeHook(path, { kept: hasKept ? kept : undefined });
  return removed.ok ? succeed(hasKept ? "restored" : "removed") : removed;
}

function managed({ name, file, lines, isTold }: HookManager): Outcome {
  if (isTold) {
    const words = [`Nothing to do: ${file} already runs penumbra check through ${name}`];
    return { exitCode: 0, diagnostics: [], words, facts: { written: [] } };
  }
  return byHand(lines, {
    code: "hook/managed",
    severity: "error",
    message: `Cannot install a hook: ${name} manages the hooks of this repository`,
    hint: `Add the lines above to ${file}`,
  });
}

function shared(folder: string, { project, command }: HookPart): Outcome {
  return byHand(`if [ -e ${shellWords([project])} ]; then ${command} || exit; fi\n`, {
    code: "hook/shared-folder",
    severity: "error",
    message:
      `Cannot install a hook: core.hooksPath makes every repository use those in "${folder}"`,
    hint: `Add the line above to "${folder}/pre-commit", or unset core.hooksPath`,
  });
}

function byHand(lines: string, diagnostic: Diagnostic): Outcome {
  return { exitCode: 1, diagnostics: [diagnostic], data: lines, facts: { written: [], lines } };
}

function nameTaken(path: string): Diagnostic {
  return {
    code: "hook/name-taken",
    severity: "error",
    message: `Cannot keep "${shown(path)}": there is already a "${shown(keptName(path))}"`,
    hint: "Delete it, or rename it",
  };
}

/** The path relative to the current folder if below it. */
function shown(path: string): string {
  return pathBelow(absolutePath(".", "."), path) ?? path;
}
