import { counted } from "../base/counted.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { suggest } from "../base/suggest.ts";
import { tryUpgrades, type UpgradedVersion } from "../database/upgrade/try_upgrades.ts";
import { mayRunGit } from "../host/git/heads.ts";
import { taggedFiles, tagNames } from "../host/git/tagged_files.ts";
import type { CommandContext, ProjectOptions, UpgradeTestOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { type ProjectBundle, readRunnableBundle } from "./project/read_bundle.ts";

type Options = ProjectOptions & UpgradeTestOptions;

/** Tests the upgrade from every released version to this one, with rows and interruptions. */
export async function upgradeTest(options: Options, context: CommandContext): Promise<Outcome> {
  const project = await readRunnableBundle(options);
  if (!project.ok) return outcomeOfFailure(project);
  const versions = await versionsOf(project.value, options, context);
  if (!versions.ok) return outcomeOfFailure(versions);
  const request = {
    project: project.value,
    versions: versions.value,
    workingDirectory: options.workingDirectory,
    progress: context.progress,
  };
  const tried = await tryUpgrades(request);
  if (!tried.ok) return outcomeOfFailure(tried, project.diagnostics);
  const found = tried.value.flatMap(({ faults }) => faults);
  const stopped = tried.value.flatMap((it) =>
    it.stopped === undefined ? [] : stoppedBy(it, it.stopped)
  );
  return {
    exitCode: found.length > 0 ? 1 : 0,
    diagnostics: [...project.diagnostics, ...stopped, ...found],
    lines: linesFor(tried.value),
    words: found.length > 0 ? [] : ["Every version upgrades to the schema of a fresh install"],
    facts: { versions: tried.value },
  };
}

/** The ids of the last migrations of released versions: those at tags, else every one. */
async function versionsOf(
  { bundle: { migrations }, directory }: ProjectBundle,
  { from }: Options,
  { note }: CommandContext,
): Promise<Result<readonly string[]>> {
  const tags = from.length > 0 ? from : mayRunGit() ? await tagNames() : [];
  const last = new Set<string>();
  for (const tag of tags) {
    const files = await taggedFiles(directory.path, tag);
    if (!files.ok) {
      const isUnknown = files.diagnostics[0]?.code === "git/refused";
      return fail("misuse", isUnknown ? await noSuchVersion(tag) : files.diagnostics);
    }
    const paths = new Map([...directory.files].map(([path, { name }]) => [name, path]));
    const sources = new Map(directory.migrations.map(({ id, source }) => [id, source.name]));
    const there = migrations.findLast(({ id }) =>
      files.value.has(paths.get(sources.get(id) ?? "") ?? "")
    );
    if (there === undefined) note(`${tag} has no migration`);
    else last.add(there.id);
  }
  const isReleased = ({ id }: { readonly id: string }) => last.size === 0 || last.has(id);
  return succeed(migrations.filter(isReleased).map(({ id }) => id));
}

async function noSuchVersion(tag: string): Promise<Diagnostic> {
  const meant = suggest(tag, await tagNames());
  return {
    code: "upgrade/no-such-version",
    severity: "error",
    message: `Cannot upgrade from "${tag}": git knows no such tag or commit`,
    hint: meant === undefined
      ? "Name a tag, or fetch those of the main repository with git fetch --tags"
      : `Did you mean "${meant}"?`,
  };
}

/** Generated rows may not exist in any real database. */
function stoppedBy({ from }: UpgradedVersion, { message, span }: Diagnostic): Diagnostic {
  return {
    code: "upgrade/stopped-by-rows",
    severity: "warning",
    message: `${message}, with rows that suit "${from}"`,
    ...(span && { span }),
    hint: "If such rows can exist, correct them first in the migration",
  };
}

function linesFor(versions: readonly UpgradedVersion[]): string[] {
  const width = Math.max(0, ...versions.map(({ from }) => from.length));
  return versions.map(({ from, rows, interruptions, faults }) =>
    `${faults.length === 0 ? "ok   " : "fault"}  ${from.padEnd(width)}  ` +
    `${counted(rows, "row")}, interrupted ${counted(interruptions, "time")}`
  );
}
