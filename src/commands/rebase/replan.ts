import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { Change } from "../../diff/change.ts";
import { describeChange } from "../../diff/describe.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import { folderDigest } from "../../migrations/chain.ts";
import type { Migration, MigrationFolder } from "../../migrations/directory.ts";
import type { LayoutFile } from "../../migrations/layouts/layout.ts";
import { draftMigration } from "../migration/draft_migration.ts";
import { kitRequest } from "../migration/drizzle_kit.ts";
import { filesFor, layoutOf } from "../migration/write_migration.ts";
import type { CommandContext, ProjectOptions, RebaseOptions } from "../options.ts";
import {
  type ProjectFiles,
  projectFiles,
  type ProjectTexts,
  withFiles,
} from "../project/read_project.ts";
import { loadProject } from "../project/load_project.ts";
import { lostStatements } from "./lost_statements.ts";
import { downPath, pathOf, restoredFiles, type SortedMigrations } from "./ours.ts";

type Options = ProjectOptions & RebaseOptions;

/** The replacement for migrations, proven and not written yet. */
export interface Replanned {
  readonly changes: readonly Change[];
  /** The SQL of the new migration; `""` if there is nothing to do. */
  readonly sql: string;
  /** The files to write, each once. */
  readonly files: readonly LayoutFile[];
}

/** The migrations to replan, and their new base. */
export interface RebaseRequest {
  readonly texts: ProjectTexts;
  /** The folder on the main branch. */
  readonly theirs: MigrationFolder;
  readonly sorted: SortedMigrations;
}

/**
 * Replans migrations at the end of the main branch: handwritten ones unchanged, one for all
 * generated ones. Fails with questions to answer, and if a handwritten file no longer runs there.
 */
export async function replan(
  { texts, theirs, sorted }: RebaseRequest,
  options: Options,
  context: CommandContext,
): Promise<Result<Replanned>> {
  const { cache: _, ...uncached } = texts;
  const start = await projectFiles(
    succeed({ ...uncached, folder: theirs, folderDigest: await folderDigest(theirs) }),
  );
  if (!start.ok) return start;
  const early = await appended(start.value, sorted.early, { texts, now: context.now() });
  if (!early.ok) return early;
  const { project } = early.value;
  const state = await loadProject(project, options, context);
  if (!state.ok) return state;
  const down = layoutOf(project.directory).hasDown &&
    sorted.generated.some((it) => hasDownMigration(it, texts.folder));
  const drafting = { ...options, target: texts.target, down };
  const draft = await draftMigration({ files: project, state: state.value }, drafting, context);
  if (!draft.ok) return draft;
  const { changes, sql, downSql } = draft.value;
  const [only, ...others] = sorted.generated;
  const name = others.length === 0 ? only?.name : undefined;
  const kit = await kitRequest(project, state.value, changes);
  const planned = sql === "" ? succeed({ files: [] }) : await filesFor({
    kit,
    directory: project.directory,
    name,
    changes,
    sql,
    downSql,
    now: context.now(),
  });
  if (!planned.ok) return planned;
  const next = await withFiles(project, planned.value.files);
  if (!next.ok) return next;
  const late = await appended(next.value, sorted.late, { texts, now: context.now() });
  if (!late.ok) return late;
  const reached = await loadProject(late.value.project, options, context);
  if (!reached.ok) return reached;
  const { current, desired } = reached.value;
  const left = detectChanges(current, desired.snapshot, options);
  if (left.length > 0) return fail("finding", notReached(left));
  const files = [
    ...restoredFiles(texts.folder, theirs),
    ...early.value.files,
    ...planned.value.files,
    ...late.value.files,
  ];
  return succeed(
    { changes, sql, files: [...new Map(files.map((file) => [file.path, file])).values()] },
    [...draft.diagnostics, ...lostStatements(sorted.generated, sql)],
  );
}

interface Appended {
  readonly project: ProjectFiles;
  readonly files: readonly LayoutFile[];
}

/** The project with these migrations appended, each with its own text. */
async function appended(
  project: ProjectFiles,
  migrations: readonly Migration[],
  { texts: { folder }, now }: { readonly texts: ProjectTexts; readonly now: Date },
): Promise<Result<Appended>> {
  const files: LayoutFile[] = [];
  for (const migration of migrations) {
    const own = pathOf(migration, folder);
    const textOf = (path: string) => folder.files.get(path)?.text;
    const downSql = downPath(own) === own ? undefined : textOf(downPath(own));
    const planned = await filesFor({
      directory: project.directory,
      name: migration.name || "by_hand",
      changes: [],
      sql: migration.source.text,
      downSql,
      now,
    });
    if (!planned.ok) return planned;
    const [first, ...others] = planned.value.files.map((file, index) =>
      index === 0 ? { ...file, text: textOf(own) ?? file.text } : file
    );
    files.push(first!, ...others);
    const next = await withFiles(project, [first!, ...others]);
    if (!next.ok) return next;
    project = next.value;
  }
  return succeed({ project, files });
}

function hasDownMigration(migration: Migration, folder: MigrationFolder): boolean {
  const own = pathOf(migration, folder);
  const down = downPath(own);
  // In some layouts it is in the same file.
  return down === own
    ? /^--\s*(?:\+goose\s+down|\+migrate\s+down|migrate:down|down)\b\s*\S/im.test(
      folder.files.get(own)?.text ?? "",
    )
    : folder.files.has(down);
}

function notReached(left: readonly Change[]): Diagnostic {
  return {
    code: "rebase/not-reached",
    severity: "error",
    message:
      "Cannot regenerate the migrations: with those written by hand after them, the schema " +
      "is a different one",
    notes: left.map(describeChange),
    hint: "Adapt the migrations that were written by hand first",
  };
}
