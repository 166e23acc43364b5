import type { Failure, Result } from "../../base/result.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import { isProgram } from "../../migrations/program_files.ts";
import { describedIn } from "../../migrations/programs.ts";
import {
  readMigrationFolder,
  readMigrations,
  type ReadMigrationsOptions,
} from "../../migrations/read_migrations.ts";

/** A folder of migrations, and the programs in it that have to be passed over to read it. */
export interface PassedPrograms {
  readonly directory: Result<MigrationDirectory>;
  /** What they stop, where nothing is said of them. */
  readonly obstacle?: Failure;
  /** Their paths in the folder; none where the folder can be read as it is. */
  readonly opaque: readonly string[];
  /** What there is to know of them, a line each. */
  readonly words: readonly string[];
}

/**
 * The migrations of a folder, with the programs among them passed over if nothing else stops it from
 * being read. Those whose text holds DDL are named, since a replay lacks what they do.
 */
export async function readPastPrograms(
  path: string,
  options: ReadMigrationsOptions,
): Promise<PassedPrograms> {
  const directory = await readMigrations(path, options);
  const asItIs = { directory, opaque: [], words: [] };
  if (directory.ok || directory.diagnostics.some(({ code }) => code !== "migrations/code")) {
    return asItIs;
  }
  const folder = await readMigrationFolder(path, options);
  if (!folder.ok) return asItIs;
  const programs = [...folder.value.files].filter(([path]) => isProgram(path));
  const opaque = programs.map(([path]) => path);
  const passed = await readMigrations(path, {
    ...options,
    settings: { ...options.settings, opaque },
  });
  if (!passed.ok) return asItIs;
  const withDdl = programs.filter(([, { text }]) => DDL.test(text)).map(([path]) => path);
  return {
    directory: passed,
    obstacle: directory,
    opaque,
    words: [
      `Skipped ${count(opaque.length)}: "opaque" in penumbra.json lists them`,
      ...withDdl.map((path) =>
        `${path} may change the schema: write what it does into ${describedIn(path)}`
      ),
    ],
  };
}

const DDL = /\b(?:CREATE|ALTER|DROP)\s+(?:UNIQUE\s+|VIRTUAL\s+)?(?:TABLE|INDEX|VIEW|TRIGGER)\b/i;

function count(programs: number): string {
  return programs === 1 ? "1 program" : `${programs} programs`;
}
