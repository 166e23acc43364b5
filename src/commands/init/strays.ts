import {
  layoutOfFolder,
  migrationsIn,
  readMigrationFolder,
  type ReadMigrationsOptions,
} from "../../migrations/read_migrations.ts";
import { readWithoutStrays } from "../../migrations/skipped.ts";
import { withoutOtherDialects } from "../../migrations/dialects.ts";

/** SQL files that are to be skipped, each with the reason, and a note about them. */
export interface Strays {
  readonly skip: Readonly<Record<string, string>>;
  readonly words: string;
}

/**
 * The SQL files that the tool of a folder does not run, if they are all that prevents it from being
 * read. Undefined if there are none, or if no tool is known that would pass over them.
 */
export async function straysIn(
  path: string,
  options: ReadMigrationsOptions,
): Promise<Strays | undefined> {
  const folder = await readMigrationFolder(path, options);
  if (!folder.ok) return undefined;
  const layout = layoutOfFolder(folder.value);
  const directory = await migrationsIn(folder.value, layout);
  const isStray = ({ code }: { readonly code: string }) => STRAY.includes(code);
  if (directory.ok || layout.target === "any" || !directory.diagnostics.every(isStray)) {
    return undefined;
  }
  const files = withoutOtherDialects(folder.value.files);
  const { read, strays } = await readWithoutStrays(layout, files, [...files.keys()]);
  if (!read.ok) return undefined;
  return {
    skip: Object.fromEntries(strays.map((it) => [it, `${layout.name} does not run it`])),
    words: `Skipped ${strays.join(", ")}, which ${layout.name} does not run: ` +
      `"skip" in penumbra.json lists ${strays.length === 1 ? "it" : "them"}`,
  };
}

const STRAY = ["migrations/no-version", "migrations/not-listed"];
