import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { describeChange } from "../diff/describe.ts";
import { mainPath, ownPaths } from "../migrations/own_files.ts";
import { openRepository } from "../host/git/git.ts";
import type { BaseFiles } from "../host/git/main_branch.ts";
import { migrationsOnMain } from "./project/migrations_on_main.ts";
import { changeFacts } from "../report/changes/change_facts.ts";
import { recordAnswers } from "./answers/record_answers.ts";
import { replaceFiles, sqlIn } from "./migration/write_migration.ts";
import type { CommandContext, ProjectOptions, RebaseOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { type ProjectTexts, readProjectTexts } from "./project/read_project.ts";
import { folderOnMain, followMain, ourMigrations, sortMigrations } from "./rebase/ours.ts";
import { replan, type Replanned } from "./rebase/replan.ts";

type Options = ProjectOptions & RebaseOptions;

/**
 * Replans the migrations that the main branch does not have on top of those that it has.
 * Handwritten ones are kept; generated ones become a single migration, proven like any other.
 */
export async function rebase(options: Options, context: CommandContext): Promise<Outcome> {
  const texts = await readProjectTexts(options, context);
  if (!texts.ok) return outcomeOfFailure(texts);
  const { folder } = texts.value;
  const base = await mainBranchFiles(texts.value, options);
  if (!base.ok) return outcomeOfFailure(base, texts.diagnostics);
  const ours = await ourMigrations(folder, base.value);
  if (!ours.ok) return outcomeOfFailure(ours, texts.diagnostics);
  if (ours.value.length === 0 || await followMain(folder, ours.value)) {
    return nothingToDo(base.value, ours.value.length);
  }
  const answers = recordAnswers(context.ask);
  const theirs = await folderOnMain(folder, base.value);
  const sorted = sortMigrations(ours.value);
  const request = { texts: texts.value, theirs, ours: ours.value, sorted };
  const planned = await replan(request, options, { ...context, ...answers.asking });
  if (!planned.ok) return outcomeOfFailure(planned, texts.diagnostics);
  const told = [...texts.diagnostics, ...planned.diagnostics];
  // Both branches may have used the same name for a tool's companion file.
  const removed = ours.value.flatMap((it) => ownPaths(mainPath(it, folder), folder.files))
    .filter((path) => !theirs.files.has(path));
  const outcome = await executePlan(planned.value, { texts: texts.value, removed }, options);
  return {
    ...outcome,
    diagnostics: [...told, ...outcome.diagnostics],
    words: [...outcome.words ?? [], ...flagWords(answers.flags())],
  };
}

async function executePlan(
  { changes, sql, files }: Replanned,
  { texts: { folder }, removed }: {
    readonly texts: ProjectTexts;
    readonly removed: readonly string[];
  },
  { dryRun }: Options,
): Promise<Outcome> {
  const facts = { changes: changeFacts(changes), sql };
  if (dryRun) {
    const none = { written: [], deleted: [] };
    return { exitCode: 0, diagnostics: [], data: sqlIn(files), facts: { ...facts, ...none } };
  }
  const known = new Set(files.map(({ path }) => path));
  const directory = { ...folder, layout: folder.layout ?? "", migrations: [] };
  const replaced = await replaceFiles(directory, {
    files,
    removed: removed.filter((path) => !known.has(path)),
  });
  if (!replaced.ok) return outcomeOfFailure(replaced);
  const { written, deleted } = replaced.value;
  return {
    exitCode: 0,
    diagnostics: [],
    words: [
      ...deleted.map((path) => `Deleted ${path}`),
      ...written.map((path) => `Wrote ${path}`),
      ...changes.map((change) => `  ${describeChange(change)}`),
      ...(deleted.length > 0 ? [AFTER_DELETING] : []),
    ],
    facts: { ...facts, written, deleted },
  };
}

const AFTER_DELETING =
  "If a database has run what was deleted, penumbra status says how it continues; where the SQL " +
  "differs now, restore a backup or create it again";

async function mainBranchFiles(
  { folder }: ProjectTexts,
  options: Options,
): Promise<Result<BaseFiles>> {
  const repository = await openRepository();
  if (!repository.ok) return repository;
  const main = await migrationsOnMain(folder, options, {
    repository: repository.value,
    staged: false,
  });
  if (!main.ok) return main;
  return main.value === undefined
    ? fail("misuse", main.diagnostics, noMainBranch())
    : succeed(main.value);
}

function nothingToDo({ base }: BaseFiles, count: number): Outcome {
  const words = count === 0
    ? `Nothing to do: "${base}" has every migration`
    : `Nothing to do: your migrations follow those of "${base}"`;
  return { exitCode: 0, diagnostics: [], words: [words], facts: { changes: [], written: [] } };
}

function flagWords(flags: readonly string[]): string[] {
  return flags.length === 0
    ? []
    : [`The same without questions: penumbra rebase ${flags.join(" ")}`];
}

function noMainBranch(): Diagnostic {
  return {
    code: "rebase/no-main-branch",
    severity: "error",
    message: "Cannot tell which migrations are yours: git knows no main branch",
    hint: "Name it with --base, as in --base origin/main",
  };
}
