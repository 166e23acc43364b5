import { counted } from "../../base/counted.ts";
import type { Failure, Result } from "../../base/result.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import { hasStatement } from "../../migrations/has_statement.ts";
import { isProgram } from "../../migrations/program_files.ts";
import { describedIn } from "../../migrations/programs.ts";
import {
  readMigrationFolder,
  readMigrations,
  type ReadMigrationsOptions,
} from "../../migrations/read_migrations.ts";

/** A migrations folder, and the programs that must be skipped to read it. */
export interface PassedPrograms {
  readonly directory: Result<MigrationDirectory>;
  /** The failure that they cause if they are not declared opaque. */
  readonly obstacle?: Failure;
  /** Their paths within the folder; none if the folder can be read as it is. */
  readonly opaque: readonly string[];
  /** Notes about them, one line each. */
  readonly words: readonly string[];
}

/**
 * The migrations of a folder, with programs skipped if nothing else prevents it from being read.
 * Those that contain DDL are named, since a replay lacks their effects.
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
  // What only programs do cannot be described beside them.
  if (!passed.ok || !passed.value.migrations.some(({ source }) => hasStatement(source.text))) {
    return asItIs;
  }
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
  return counted(programs, "program");
}
