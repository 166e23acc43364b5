import { fail, type Failure, type Result, succeed } from "../base/result.ts";
import { suggest } from "../base/suggest.ts";
import type { Migration, MigrationDirectory } from "./directory.ts";

/**
 * The index of the migration that a person names by its id, its version or its name, tried in this
 * order; the last one if several match, -1 if none does.
 */
export function indexOfMigration(migrations: readonly Migration[], text: string): number {
  const keys = ["id", "version", "name"] as const;
  const found = keys.map((key) => migrations.findLastIndex((it) => it[key] === text));
  return found.find((index) => index >= 0) ?? -1;
}

/**
 * The index of the migration after which a person wants to stop. Fails with
 * `migrations/no-such-migration`, and with `migrations/covered` within a baseline, of which only the
 * state after its last migration is known.
 */
export function endOfMigrations(text: string, directory: MigrationDirectory): Result<number> {
  const { migrations } = directory;
  const index = indexOfMigration(migrations, text);
  if (index < 0) return noSuchMigration(text, directory);
  const end = migrations.findLastIndex(({ isCovered }) => isCovered);
  if (!migrations[index]!.isCovered || index === end) return succeed(index);
  return fail("misuse", {
    code: "migrations/covered",
    severity: "error",
    message: `Cannot stop after "${migrations[index]!.id}": the baseline covers it`,
    hint: `Name "${migrations[end]!.id}", the last one that it covers, or a later one`,
  });
}

/** The failure for a migration that a folder does not contain. */
export function noSuchMigration(
  text: string,
  { path, migrations }: Pick<MigrationDirectory, "path" | "migrations">,
): Failure {
  // Versions are all similar.
  const meant = suggest(text, migrations.flatMap(({ id, name }) => [id, name]));
  return fail("misuse", {
    code: "migrations/no-such-migration",
    severity: "error",
    message: `Cannot find the migration "${text}" in "${path}"`,
    hint: meant === undefined
      ? "Give the version or the name of a migration, as its file is called"
      : `Did you mean "${meant}"?`,
  });
}
