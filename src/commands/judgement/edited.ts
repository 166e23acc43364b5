import {
  type Diagnostic,
  lineAt,
  lineStartAt,
  type Severity,
  type SourceText,
  type Span,
  startOf,
} from "../../base/diagnostic.ts";
import { folderOnMain } from "../rebase/ours.ts";
import type { BaseFiles } from "../../host/git/main_branch.ts";
import type { Cache } from "../../migrations/cache/cache.ts";
import type { Migration, MigrationFolder } from "../../migrations/directory.ts";
import { isReadByAny } from "../../migrations/layouts/list.ts";
import { migrationsIn } from "../../migrations/read/read_migrations.ts";
import { replacedIds } from "../../migrations/text/replaced_ids.ts";
import { editOf, parseMarks } from "../../migrations/cache/text_marks.ts";
import { mainPath } from "../../migrations/own_files.ts";
import { canonical } from "../../sql/canonical.ts";
import { tokenize } from "../../sql/tokens.ts";

/**
 * Migrations whose text differs on the main branch: databases that ran them keep the old effects. A
 * cosmetic edit is a note; one on the main branch itself, which may not have been pushed yet, is a
 * warning. A new squash is not an edit, although it has the name of the last one that it replaces.
 */
export async function editedMigrations(
  { migrations, folder, isSquash }: {
    readonly migrations: readonly Migration[];
    readonly folder: MigrationFolder;
    readonly isSquash: (migration: Migration) => Promise<boolean>;
  },
  { base, isOwn, changed, textOf }: BaseFiles,
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const migration of migrations) {
    const { source } = migration;
    const path = mainPath(migration, folder);
    if (!changed.has(path)) continue;
    const [before, after] = [await textOf(path), folder.files.get(path)?.text];
    if (before === undefined || after === undefined || before === after) continue;
    if (await isSquash(migration)) continue;
    const isCosmetic = meaning(before) === meaning(after);
    const severity = isCosmetic ? "note" : isOwn ? "warning" : "error";
    const span = firstChange(source, before);
    found.push(edited(span, `since it was on "${base}"`, severity));
  }
  return found;
}

/**
 * Migrations of the main branch that are gone, or have another name: databases that ran them keep
 * their effects. Those that a squash replaces are not meant, nor those that a baseline covers.
 */
export async function removedMigrations(
  migrations: readonly Migration[],
  folder: MigrationFolder,
  main: BaseFiles,
): Promise<Diagnostic[]> {
  const isGone = (path: string) => !folder.files.has(path) && isReadByAny(path);
  if (![...main.paths].some(isGone)) return [];
  const theirs = await migrationsIn(await folderOnMain(folder, main));
  if (!theirs.ok) return [];
  const known = new Set(migrations.flatMap(({ id, source }) => [id, ...replacedIds(source.text)]));
  const gone = theirs.value.migrations.filter(({ id, isCovered }) => !isCovered && !known.has(id));
  return gone.map(({ source }) => ({
    code: "migrations/removed",
    severity: main.isOwn ? "warning" : "error",
    message: `"${source.name}" is on "${main.base}" and gone here: ` +
      "databases that ran it keep its result",
    hint: "Restore it, and undo it in a new migration",
  }));
}

/**
 * Migrations whose text has changed since the cache was written, for a project without git. It is
 * unknown whether a database ran them, so it is a warning, reported once; the last one may be work
 * in progress.
 */
export function editedSince(
  migrations: readonly Migration[],
  cache: Pick<Cache, "history" | "marks"> | undefined,
  digest: string,
): Diagnostic[] {
  if (cache === undefined || cache.history.digest === digest) return [];
  const marks = new Map(parseMarks(cache.marks).map((mark) => [mark[0], mark]));
  return migrations.slice(0, -1).flatMap((migration) => {
    const edit = editOf(migration, marks);
    const wasThere = (id: string) => marks.has(id);
    if (edit === undefined || isNewSquash(migration, { migrations, wasThere })) return [];
    const severity = edit === "cosmetic" ? "note" : "warning";
    return [edited(startOf(migration.source), "since it was last checked", severity)];
  });
}

/** Whether a migration replaces others, all of which were there before and are gone now. */
function isNewSquash(
  { id, source }: Migration,
  { migrations, wasThere }: {
    readonly migrations: readonly Migration[];
    readonly wasThere: (id: string) => boolean;
  },
): boolean {
  const others = replacedIds(source.text).filter((it) => it !== id);
  return others.length > 0 &&
    others.every((it) => wasThere(it) && migrations.every((other) => other.id !== it));
}

function meaning(text: string): string {
  return canonical(tokenize(text));
}

/** The first line that is not as it was before. */
function firstChange(source: SourceText, before: string): Span {
  const { text } = source;
  let same = 0;
  while (same < text.length && text[same] === before[same]) same++;
  const startOffset = lineStartAt(text, same);
  return { source, startOffset, endOffset: startOffset + lineAt(text, same).length };
}

function edited(span: Span, where: string, severity: Severity): Diagnostic {
  const isCosmetic = severity === "note";
  const { name } = span.source;
  return {
    code: "migrations/edited",
    severity,
    message: isCosmetic
      ? `Only comments or white space of "${name}" changed ${where}`
      : `"${name}" was edited ${where}: databases that ran it keep the earlier result`,
    span,
    hint: isCosmetic
      ? "Undo the edit if your runner compares checksums, as sqlx, Prisma, Atlas and Flyway do"
      : "Undo the edit, and put the change into a new migration",
  };
}
