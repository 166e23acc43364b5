import { type Diagnostic, type Severity, type SourceText, startOf } from "../../base/diagnostic.ts";
import type { BaseFiles } from "../../host/git/main_branch.ts";
import type { Migration, MigrationFolder } from "../../migrations/directory.ts";
import { canonical } from "../../sql/canonical.ts";
import { tokenize } from "../../sql/tokens.ts";

/**
 * Migrations that the main branch has with another text: databases that ran them keep what they said
 * then. An edit of comments and white space alone is a note; one on the main branch itself, which may
 * never have been pushed, is a warning.
 */
export async function editedMigrations(
  migrations: readonly Migration[],
  folder: MigrationFolder,
  { base, isOwn, changed, textOf }: BaseFiles,
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const { source } of migrations) {
    const path = source.name.slice(folder.path.length + 1);
    if (!changed.has(path)) continue;
    const [before, after] = [await textOf(path), folder.files.get(path)?.text];
    if (before === undefined || after === undefined || before === after) continue;
    const isCosmetic = meaning(before) === meaning(after);
    const severity = isCosmetic ? "note" : isOwn ? "warning" : "error";
    found.push(edited(source, base, severity));
  }
  return found;
}

function meaning(text: string): string {
  return canonical(tokenize(text));
}

function edited(source: SourceText, base: string, severity: Severity): Diagnostic {
  const isCosmetic = severity === "note";
  const { name } = source;
  const where = `since it is on "${base}"`;
  return {
    code: "migrations/edited",
    severity,
    message: isCosmetic
      ? `The comments or the white space of "${name}" changed ${where}`
      : `"${name}" was edited ${where}: databases that ran it keep what it did then`,
    span: startOf(source),
    hint: isCosmetic
      ? "Undo the edit if your runner compares checksums, as sqlx, Prisma, Atlas and Flyway do"
      : "Undo the edit, and make the change in a new migration",
  };
}
