import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import type { Migration } from "../directory.ts";
import { fromDatabase } from "../layouts/code.ts";
import { BY_NUMBER } from "../layouts/common/versioned_files.ts";
import { isProgram } from "../names/program_files.ts";

/** A folder with its programs separated. */
export interface Sorted {
  /** The files for a layout: no programs, and no SQL that describes one. */
  readonly files: FolderTexts;
  /** A migration for each program, with the SQL that describes it. */
  readonly programs: readonly Migration[];
}

/**
 * The files of a folder without programs, which have a version before their names: a runner runs
 * them like SQL, and their effects are not known here. For an `opaque` one, such as `0012_fix.js`,
 * `0012_fix.penumbra.sql` may describe its effects on the schema.
 */
export function sortPrograms(files: FolderTexts, opaque: readonly string[] = []): Sorted {
  // Most folders have none, and then nothing else is made of a thousand files.
  if (![...files.keys()].some(isProgram)) return { files, programs: [] };
  const programs = [...files].filter(([path]) => isProgram(path));
  const known = programs.filter(([path]) => opaque.includes(path));
  const told = new Set([
    ...programs.map(([path]) => path),
    ...known.map(([path]) => describedIn(path)),
  ]);
  return {
    files: new Map([...files].filter(([path]) => !told.has(path))),
    programs: programs.map(([path, source]) =>
      migrationOf(path, source, opaque.includes(path) ? files.get(describedIn(path)) : undefined)
    ),
  };
}

/** The diagnostics for programs that are not `opaque`. */
export function unknownPrograms(
  migrations: readonly Migration[],
  { files, opaque = [] }: {
    readonly files: FolderTexts;
    readonly opaque?: readonly string[] | undefined;
  },
): Diagnostic[] {
  const names = new Set(migrations.filter((it) => it.isOpaque).map(({ source }) => source.name));
  if (names.size === 0) return [];
  const isUnknown = (path: string) => isProgram(path) && !opaque.includes(path);
  const all = migrations.every(({ isOpaque }) => isOpaque) && opaque.length === 0;
  return [...files].filter(([path, { name }]) => isUnknown(path) && names.has(name))
    .map(([path, source]) => writtenAsProgram(path, source))
    .map((it) => all ? { ...it, hint: fromDatabase("the programs") } : it);
}

/** The migrations with others merged in, each before the first with a greater version. */
export function withOthers(
  migrations: readonly Migration[],
  others: readonly Migration[],
): readonly Migration[] {
  const all = [...migrations];
  for (const other of others.toSorted(BY_NUMBER.compare)) {
    const index = all.findIndex((it) => /\d/.test(it.version) && BY_NUMBER.compare(other, it) < 0);
    all.splice(index < 0 ? all.length : index, 0, other);
  }
  return all;
}

/** The path of the SQL that describes the effects of a program on the schema. */
export function describedIn(path: string): string {
  return path.replace(/\.[^.]+$/, ".penumbra.sql");
}

function migrationOf(path: string, program: SourceText, sql: SourceText | undefined): Migration {
  const id = path.replace(/\.[^.]+$/, "");
  const [, version = "", name = ""] = /^(?:.*\/)?[UVuv]?(\d+)[ ._-]*(.*)$/.exec(id) ?? [];
  const source = sql ?? { name: program.name, text: "" };
  return { id, version, name, source, isOpaque: true };
}

function writtenAsProgram(path: string, { name }: SourceText): Diagnostic {
  return {
    code: "migrations/code",
    severity: "error",
    message: `Cannot replay "${name}": it is a program, and only SQL can be replayed`,
    hint: `Add "opaque": ["${path}"] to penumbra.json, and write what it does to the schema, if ` +
      `anything, into "${describedIn(path)}" next to it`,
  };
}
