import { type Result, succeed } from "../../base/result.ts";
import type { BaseFiles } from "../../host/git/main_branch.ts";
import { chainKeys } from "../../migrations/chain.ts";
import type { Migration, MigrationFolder } from "../../migrations/directory.ts";
import { headOf } from "../../migrations/head.ts";
import { PLAIN } from "../../migrations/layouts/plain.ts";
import { isReadByAny } from "../../migrations/layouts/list.ts";
import type { LayoutFile } from "../../migrations/layouts/layout.ts";
import { migrationsOf } from "../../migrations/migrations_of.ts";
import { layoutOfFolder, migrationsIn } from "../../migrations/read_migrations.ts";
import { readStatements } from "../../shadow/read_statements.ts";
import { isWord } from "../../sql/tokens.ts";

/** The path of a migration below its folder. */
export function pathOf({ source }: Migration, { path }: Pick<MigrationFolder, "path">): string {
  return source.name.slice(path.length + 1);
}

/**
 * The migrations that the main branch does not have, in the order they run. Where both branches took
 * one version, or git could not merge the list of a tool, the folder as a whole has no order; ours have
 * one all the same.
 */
export async function ourMigrations(
  folder: MigrationFolder,
  { paths }: Pick<BaseFiles, "paths">,
): Promise<Result<readonly Migration[]>> {
  const whole = await migrationsIn(folder);
  const listed = whole.ok
    ? whole.value.migrations.filter((it) => !paths.has(pathOf(it, folder)))
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

/** The folder as the main branch has it. */
export async function theirFolder(
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

/** What the main branch has of the files that a tool keeps beside migrations, where it is another text here. */
export function restoredFiles(
  folder: MigrationFolder,
  theirs: MigrationFolder,
): readonly LayoutFile[] {
  return [...theirs.files].filter(([path, { text }]) =>
    !/\.sql$/i.test(path) && folder.files.get(path)?.text !== text
  ).map(([path, { text }]) => ({ path, text, replaces: true }));
}

/** Whether ours come last, and each was made for just what comes before it. */
export async function alreadyFollow(
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

/** Our migrations, by what becomes of them. */
export interface SortedMigrations {
  /** Those of ours that are planned again. */
  readonly generated: readonly Migration[];
  /** Those written by hand that run before what is planned. */
  readonly early: readonly Migration[];
  /** Those that only move rows and ran after some that are planned again: they may need these. */
  readonly late: readonly Migration[];
}

/** Sorts them by who made them, and where the plan goes between them. */
export function sortMigrations(ours: readonly Migration[]): SortedMigrations {
  const isGenerated = ({ source }: Migration) => headOf(source.text) !== undefined;
  const first = ours.findIndex(isGenerated);
  const byHand = ours.filter((it) => !isGenerated(it));
  const isLate = (it: Migration) => first >= 0 && ours.indexOf(it) > first && movesRowsOnly(it);
  return {
    generated: ours.filter(isGenerated),
    early: byHand.filter((it) => !isLate(it)),
    late: byHand.filter(isLate),
  };
}

function movesRowsOnly({ source }: Migration): boolean {
  const statements = readStatements([source]);
  return statements.ok &&
    statements.value.every(({ tokens }) =>
      isWord(tokens[0], "insert", "replace", "update", "delete", "with", "select", "pragma")
    );
}

/** The files that belong to a migration: its own, the down migration, what its tool keeps beside it. */
export function filesOf(migration: Migration, folder: MigrationFolder): string[] {
  const own = pathOf(migration, folder);
  const { id, version } = migration;
  const beside = [own, downPath(own), `meta/${version}_snapshot.json`];
  return [...folder.files.keys()].filter((path) =>
    beside.includes(path) || path.startsWith(`${id}/`)
  );
}

/** Where the down migration of a file is that has one beside it. */
export function downPath(path: string): string {
  return path.replace(/\bup(?=\.(?:[^/]*\.)?sql$)/i, "down");
}
