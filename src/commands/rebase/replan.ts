import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { Change } from "../../diff/change.ts";
import { describeChange } from "../../diff/describe.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import { folderDigest } from "../../migrations/chain.ts";
import { downPath, mainPath } from "../../migrations/own_files.ts";
import { migrationsIn } from "../../migrations/read/read_migrations.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import type { Migration, MigrationFolder } from "../../migrations/directory.ts";
import type { LayoutFile } from "../../migrations/layouts/layout.ts";
import { draftMigration } from "../migration/draft_migration.ts";
import { kitRequest } from "../migration/drizzle_kit.ts";
import { filesFor, layoutOf } from "../migration/write_migration.ts";
import type { CommandContext, ProjectOptions, RebaseOptions } from "../settings/options.ts";
import {
  type ProjectFiles,
  projectFiles,
  type ProjectTexts,
  withFiles,
} from "../project/read_project.ts";
import { loadProject, type ProjectState } from "../project/load_project.ts";
import { lostStatements } from "./lost_statements.ts";
import { leavesSchema, restoredFiles, type SortedMigrations } from "./ours.ts";
import { schemaBeforeLate } from "./schema_before_late.ts";

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
  /** The migrations to replan, in the order in which they have run. */
  readonly ours: readonly Migration[];
  /** The migrations to replan, sorted by how they are treated. */
  readonly sorted: SortedMigrations;
}

/**
 * Replans migrations at the end of the main branch: handwritten ones unchanged, before or after one
 * for all generated ones. Fails with questions to answer, and if a handwritten file no longer runs
 * there.
 */
export async function replan(
  { texts, theirs, ours, sorted }: RebaseRequest,
  options: Options,
  context: CommandContext,
): Promise<Result<Replanned>> {
  const { cacheHead: _, ...uncached } = texts;
  const start = await projectFiles(
    succeed({ ...uncached, folder: theirs, folderDigest: await folderDigest(theirs) }),
    context,
  );
  if (!start.ok) return start;
  const placed = await placeByHand(start.value, { texts, ours, sorted }, { options, context });
  if (!placed.ok) return placed;
  const { early: { project, files: earlyFiles }, late, state, target } = placed.value;
  const down = layoutOf(project.directory).hasDown &&
    sorted.generated.some((it) => hasDownMigration(it, texts.folder));
  const drafting = { ...options, target: texts.target, down };
  const drafted = { ...state, desired: { ...state.desired, snapshot: target } };
  const draft = await draftMigration({ files: project, state: drafted }, drafting, context);
  if (!draft.ok) return draft;
  const { changes, sql, downSql } = draft.value;
  const [only, ...others] = sorted.generated;
  const name = others.length === 0 ? only?.name : undefined;
  const kit = await kitRequest(project, state, changes);
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
  const rest = await appended(next.value, late, { texts, now: context.now() });
  if (!rest.ok) return rest;
  const reached = await loadProject(rest.value.project, options, context);
  if (!reached.ok) return reached;
  const { current, desired } = reached.value;
  const left = detectChanges(current, desired.snapshot, options);
  if (left.length > 0) return fail("finding", notReached(left));
  const files = [
    ...restoredFiles(texts.folder, theirs),
    ...earlyFiles,
    ...planned.value.files,
    ...rest.value.files,
  ];
  return succeed(
    { changes, sql, files: [...new Map(files.map((file) => [file.path, file])).values()] },
    [...draft.diagnostics, ...lostStatements(sorted.generated, sql)],
  );
}

/** Where handwritten migrations run. */
interface Placed {
  /** The project with those that run before the new migration. */
  readonly early: Appended;
  /** Those that run after it. */
  readonly late: readonly Migration[];
  /** The state after the early ones. */
  readonly state: ProjectState;
  /** The schema that the new migration leads to. */
  readonly target: SchemaSnapshot;
}

/**
 * Places handwritten migrations before the new one as far as they run there. What only moves rows
 * stays behind what it may need, like the others from the first that does not run.
 */
async function placeByHand(
  start: ProjectFiles,
  { texts, ours, sorted: { before, after } }: Omit<RebaseRequest, "theirs">,
  { options, context }: { readonly options: Options; readonly context: CommandContext },
): Promise<Result<Placed>> {
  const movable = after.filter((it) => !leavesSchema(it));
  let otherwise: Result<Placed> | undefined;
  for (let count = movable.length; count >= 0; count--) {
    const early = await appended(start, [...before, ...movable.slice(0, count)], {
      texts,
      now: context.now(),
    });
    if (!early.ok) return early;
    const state = await loadProject(early.value.project, options, context);
    if (!state.ok) {
      otherwise ??= { ...state, diagnostics: state.diagnostics.map(withHandHint) };
      continue;
    }
    const moved = movable.slice(count);
    const { isBroken, desired: { snapshot: desired } } = state.value;
    const target = moved.length === 0 ? desired : await schemaBeforeLate(desired, {
      late: moved,
      histories: await historiesOf(start, { texts, ours }),
      options: start,
    });
    if (target === undefined) continue;
    const late = after.filter((it) => leavesSchema(it) || moved.includes(it));
    const placed = succeed({ early: early.value, late, state: state.value, target });
    // A view may use what is not there yet.
    if (!isBroken || count === 0) return placed;
    otherwise ??= placed;
  }
  // With all of them early, either the state or its failure is known.
  return otherwise!;
}

/** The history as the folder has it, and the one with ours at the end. */
async function historiesOf(
  start: ProjectFiles,
  { texts: { folder }, ours }: Pick<RebaseRequest, "texts" | "ours">,
): Promise<(readonly Migration[])[]> {
  const whole = await migrationsIn(folder);
  return [
    ...(whole.ok ? [whole.value.migrations] : []),
    [...start.directory.migrations, ...ours],
  ];
}

function withHandHint(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.hint !== undefined || diagnostic.severity !== "error"
    ? diagnostic
    : { ...diagnostic, hint: "Adapt it to the migrations of the main branch first" };
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
    const own = mainPath(migration, folder);
    const textOf = (path: string) => folder.files.get(path)?.text;
    const down = downPath(own, folder.files);
    const downSql = down && textOf(down);
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
  const own = mainPath(migration, folder);
  // In some layouts it is in the same file.
  return downPath(own, folder.files) !== undefined ||
    /^--\s*(?:\+goose\s+down|\+migrate\s+down|migrate:down|down)\b\s*\S/im.test(
      folder.files.get(own)?.text ?? "",
    );
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
