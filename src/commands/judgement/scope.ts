import { counted } from "../../base/counted.ts";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { type Result, succeed } from "../../base/result.ts";
import { openRepository } from "../../host/git/git.ts";
import { mayRunGit } from "../../host/git/heads.ts";
import type { JudgedHistory } from "../../migrations/cache/cached_findings.ts";
import { chainKeys } from "../../migrations/chain.ts";
import type { Migration } from "../../migrations/directory.ts";
import { namesOf } from "../../migrations/runners/runners_of.ts";
import { mainPath } from "../../migrations/own_files.ts";
import type { CheckOptions, CommandContext, ProjectOptions } from "../settings/options.ts";
import type { HistoryFiles } from "../project/read_project.ts";
import { migrationsOnMain } from "../project/migrations_on_main.ts";
import { editedMigrations, editedSince, removedMigrations } from "./edited.ts";
import { isSquashOf } from "./squashed.ts";

/** What determines which migrations are judged. */
export type ScopeOptions = ProjectOptions & Pick<CheckOptions, "all" | "base" | "staged">;

/** Which migrations are judged. */
export interface JudgedScope {
  /**
   * How many at the start count as applied. If none does, each is judged separately, since it is
   * unknown what a database has already.
   */
  readonly from: number;
  /** Migrations of the main branch that have changed or are gone, or why this is unknown. */
  readonly edited: readonly Diagnostic[];
  /** What the main branch has, if there is one: databases may have run it already. */
  readonly main?: MainMigrations;
}

/** The migrations of this folder that the main branch has. */
export interface MainMigrations {
  /** The branch, as people name it. */
  readonly base: string;
  readonly migrations: ReadonlySet<Migration>;
}

/**
 * The migrations that the main branch does not have yet; without git or a main branch, those after
 * the last judged history, or only the last one if none was judged, since earlier ones existed
 * before. All on request.
 */
export async function judgedScope(
  files: HistoryFiles,
  options: ScopeOptions,
  context: CommandContext,
): Promise<Result<JudgedScope>> {
  const { migrations } = files.directory;
  if (migrations.length === 0) return succeed({ from: 0, edited: [] });
  const pending = await pendingByGit(files, options);
  if (!pending.ok) return pending;
  if (pending.value !== undefined) {
    const { from, main, edited } = pending.value;
    if (options.all) return succeed({ from: 0, edited, main });
    const count = counted(migrations.length - from, "migration");
    context.note(`Judging what "${main.base}" lacks: ${count}`);
    return succeed({ from, edited, main });
  }
  const cache = options.cache ? files.cache : undefined;
  const edited = [
    ...pending.diagnostics,
    ...editedSince(migrations, cache, files.historyDigest),
  ];
  if (options.all) return succeed({ from: 0, edited });
  const judged = await judgedCount(migrations, cache?.judged ?? [], namesOf(files.runners));
  const from = judged > 0 ? judged : Math.max(0, migrations.length - 1);
  return succeed({ from, edited });
}

/** The scope by what the main branch has; undefined without git or a main branch. */
async function pendingByGit(
  files: HistoryFiles,
  options: ScopeOptions,
): Promise<Result<Required<JudgedScope> | undefined>> {
  const { base, staged } = options;
  const { folder, directory: { migrations } } = files;
  if (base === undefined && !mayRunGit()) return succeed(undefined);
  const repository = await openRepository();
  if (!repository.ok) return base === undefined ? succeed(undefined) : repository;
  const main = await migrationsOnMain(folder, options, { repository: repository.value, staged });
  if (!main.ok) return base === undefined ? succeed(undefined) : main;
  if (main.value === undefined) return succeed(undefined, main.diagnostics);
  const there = main.value;
  const isSquash = (migration: Migration) => isSquashOf(files, there, migration);
  const edited = [
    ...await editedMigrations({ migrations, folder, isSquash }, there),
    ...await removedMigrations(migrations, folder, there),
  ];
  // Nothing up to there is run: a baseline is itself in no file of the folder.
  const covered = migrations.findLastIndex(({ isCovered }) => isCovered);
  const known = new Set(
    migrations.filter((it, index) => index <= covered || there.paths.has(mainPath(it, folder))),
  );
  const first = migrations.findIndex((it) => !known.has(it));
  const from = first < 0 ? migrations.length : first;
  return succeed({ from, edited, main: { base: there.base, migrations: known } });
}

/** How many migrations at the start have been judged, or existed before. */
async function judgedCount(
  migrations: readonly Migration[],
  judged: readonly JudgedHistory[],
  runners: string,
): Promise<number> {
  const known = new Set(judged.filter((it) => it.runners === runners).map(({ key }) => key));
  if (known.size === 0) return 0;
  return (await chainKeys(migrations)).findLastIndex((key) => known.has(key)) + 1;
}
