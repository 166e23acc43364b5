import { type Result, succeed } from "../../base/result.ts";
import type { BaseFiles } from "../../host/git/main_branch.ts";
import { chainKeys } from "../../migrations/chain.ts";
import type { Migration, MigrationFolder } from "../../migrations/directory.ts";
import { headOf } from "../../migrations/text/head.ts";
import { PLAIN } from "../../migrations/layouts/plain.ts";
import { isReadByAny } from "../../migrations/layouts/list.ts";
import type { LayoutFile } from "../../migrations/layouts/layout.ts";
import { mainPath } from "../../migrations/own_files.ts";
import { migrationsOf } from "../../migrations/read/migrations_of.ts";
import { layoutOfFolder, migrationsIn } from "../../migrations/read/read_migrations.ts";
import { readStatements } from "../../sql/read_statements.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { changesRows } from "../../sql/statement_kinds.ts";

/**
 * The migrations that the main branch does not have, in the order in which they run. If both
 * branches used one version, or git could not merge a tool's list, the folder as a whole has no
 * order, but ours still have one.
 */
export async function ourMigrations(
  folder: MigrationFolder,
  { paths }: Pick<BaseFiles, "paths">,
): Promise<Result<readonly Migration[]>> {
  const whole = await migrationsIn(folder);
  const listed = whole.ok
    ? whole.value.migrations.filter((it) => !paths.has(mainPath(it, folder)))
    : [];
  if (listed.length > 0) return succeed(listed);
  const own = new Map(
    [...folder.files].filter(([path]) => !paths.has(path) && /\.sql$/i.test(path)),
  );
  const { baseline: _, ...settings } = folder.settings ?? {};
  const alone = await migrationsOf(layoutOfFolder(folder), own, settings);
  if (alone.ok && alone.value.length > 0) return alone;
  const byName = own.size === 0 ? alone : await migrationsOf(PLAIN, own, settings);
  return byName.ok ? byName : whole.ok ? succeed([]) : whole;
}

/** The folder on the main branch. */
export async function folderOnMain(
  folder: MigrationFolder,
  { paths, changed, textOf }: BaseFiles,
): Promise<MigrationFolder> {
  const files = new Map<string, { readonly name: string; readonly text: string }>();
  for (const path of [...paths].filter(isReadByAny).sort()) {
    const here = changed.has(path) ? undefined : folder.files.get(path)?.text;
    const text = here ?? await textOf(path);
    if (text !== undefined) files.set(path, { name: `${folder.path}/${path}`, text });
  }
  return { ...folder, files };
}

/** The main branch's versions of a tool's companion files that differ here. */
export function restoredFiles(
  folder: MigrationFolder,
  theirs: MigrationFolder,
): readonly LayoutFile[] {
  return [...theirs.files].filter(([path, { text }]) =>
    !/\.sql$/i.test(path) && folder.files.get(path)?.text !== text
  ).map(([path, { text }]) => ({ path, text, replaces: true }));
}

/** Whether ours come last, and each was made for exactly what precedes it. */
export async function followMain(
  folder: MigrationFolder,
  ours: readonly Migration[],
): Promise<boolean> {
  const whole = await migrationsIn(folder);
  if (!whole.ok) return false;
  const { migrations } = whole.value;
  const last = migrations.slice(-ours.length);
  if (last.some(({ id }, index) => id !== ours[index]!.id)) return false;
  const keys = await chainKeys(migrations);
  return last.every(({ source }, index) => {
    const head = headOf(source.text);
    const before = keys[migrations.length - ours.length + index - 1] ?? "";
    return head === undefined || before.startsWith(head.parent);
  });
}

/** Our migrations, by origin and order. */
export interface SortedMigrations {
  /** Those that are replanned. */
  readonly generated: readonly Migration[];
  /** Handwritten ones that ran before all of those. */
  readonly before: readonly Migration[];
  /** Handwritten ones that ran after some of those, which they may need. */
  readonly after: readonly Migration[];
}

/** Sorts the migrations by origin, and by their position relative to the generated ones. */
export function sortMigrations(ours: readonly Migration[]): SortedMigrations {
  const isGenerated = ({ source }: Migration) => headOf(source.text) !== undefined;
  const first = ours.findIndex(isGenerated);
  const byHand = ours.filter((it) => !isGenerated(it));
  const isAfter = (it: Migration) => first >= 0 && ours.indexOf(it) > first;
  return {
    generated: ours.filter(isGenerated),
    before: byHand.filter((it) => !isAfter(it)),
    after: byHand.filter(isAfter),
  };
}

/** Whether a migration leaves the schema as it is. */
export function leavesSchema({ source }: Migration): boolean {
  const statements = readStatements([source]);
  return statements.ok &&
    statements.value.every((it) =>
      changesRows(it) || ["select", "pragma"].includes(outlineOf(it).kind)
    );
}
