import { counted } from "../base/counted.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { markApplied } from "../database/tools/mark_applied.ts";
import { writeTogether } from "../host/files/write/new_files.ts";
import { pathFromHere } from "../host/files/paths.ts";
import { readFolder } from "../host/files/read_files.ts";
import { convertMigrations, sqlFor } from "../migrations/write/convert_migrations.ts";
import type { Migration, MigrationDirectory } from "../migrations/directory.ts";
import type { Layout } from "../migrations/layouts/layout.ts";
import { isReadByAny, layoutNamed, LAYOUTS, recogniseLayout } from "../migrations/layouts/list.ts";
import { migrationsOf } from "../migrations/read/migrations_of.ts";
import { noSuchLayout } from "../migrations/read/read_migrations.ts";
import { runningOf } from "../migrations/runners/running.ts";
import { haveSameStatements } from "../sql/same_statements.ts";
import { historyContent, lastingDifference } from "../shadow/replay/history_content.ts";
import type { CommandContext, ConvertOptions, ProjectOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { readMigrationsAt } from "./schema/read_migrations_at.ts";
import { nonSqlMigrations } from "./migration/non_sql_migrations.ts";

type Options = ProjectOptions & ConvertOptions;

/**
 * Writes the same history in another layout to a new folder, after running both and comparing
 * schemas and rows. The original folder is not changed.
 */
export async function convert(options: Options, { now }: CommandContext): Promise<Outcome> {
  const layout = LAYOUTS.find(({ name }) => name === options.to);
  if (layout === undefined) return outcomeOfFailure(fail("misuse", noSuchLayout(options.to)));
  const directory = await readMigrationsAt({ path: options.migrations }, options);
  if (!directory.ok) return outcomeOfFailure(directory);
  const known = directory.diagnostics;
  const { migrations, path } = directory.value;
  if (migrations.length === 0) {
    const words = [`Nothing to do: "${path}" contains no migration`];
    return { exitCode: 0, diagnostics: known, words, facts: { written: [], marks: [] } };
  }
  const programs = nonSqlMigrations(migrations, "convert");
  if (programs.length > 0) return outcomeOfFailure(fail("unfinished", programs), known);
  const folder = pathFromHere(options.workingDirectory, options.folder);
  const free = await mustBeFree(folder);
  if (!free.ok) return outcomeOfFailure(free, known);
  const files = await convertMigrations(migrations, { layout, folder, now: now() });
  if (!files.ok) return outcomeOfFailure(files, known);
  const converted = await migrationsOf(layout, files.value);
  if (!converted.ok) return outcomeOfFailure(converted, known);
  const equal = await mustBeEqual(directory.value, { layout, converted: converted.value }, options);
  if (!equal.ok) return outcomeOfFailure(equal, known);
  const written = await writeTogether(
    [...files.value.values()].map(({ name, text }) => ({ path: name, text, replaces: false })),
  );
  if (!written.ok) return outcomeOfFailure(written, known);
  const from = layoutNamed(directory.value.layout);
  const marks = await markApplied({
    layout: layout.name,
    migrations: converted.value,
    files: files.value,
  });
  const count = counted(converted.value.length, "migration");
  return {
    exitCode: 0,
    diagnostics: known,
    data: marks.join("\n"),
    words: [
      `Wrote ${count} into ${folder}: schema and rows are the same`,
      ...(from?.hasDown ? ["Down migrations were left out"] : []),
      ...(recogniseLayout(files.value) === layout
        ? []
        : [`Use this folder with --layout ${layout.name}: its files do not show its layout`]),
      "In databases that have run the old files, mark the new ones as applied " +
      (marks.length === 0 ? "with your runner" : "with the lines on stdout"),
    ],
    facts: { written: [...files.value.values()].map(({ name }) => name), marks },
  };
}

async function mustBeFree(folder: string): Promise<Result<void>> {
  const listed = await readFolder(folder, isReadByAny);
  if (!listed.ok || listed.value.size === 0) return succeed(undefined);
  return fail("misuse", {
    code: "convert/not-empty",
    severity: "error",
    message: `Cannot convert into "${folder}": it contains migrations`,
    hint: "Name a folder that is new or empty",
  });
}

interface Converted {
  readonly layout: Layout;
  readonly converted: readonly Migration[];
}

/** Fails if the migrations differ in a statement, or in their result. */
async function mustBeEqual(
  { migrations, layout: before }: MigrationDirectory,
  { layout, converted }: Converted,
  options: Options,
): Promise<Result<void>> {
  const changed = migrations.find(({ source }, index) =>
    !haveSameStatements(sqlFor(layout.name, source), converted[index]?.source.text ?? "")
  );
  if (changed !== undefined || converted.length !== migrations.length) {
    return fail("unfinished", notTheSame(changed, layout.name));
  }
  const different = await lastingDifference(
    () => historyContent(migrations, runningOf(before, options)),
    // The runner in the options is that of the original folder.
    () => historyContent(converted, runningOf(layout.name, { ...options, runner: undefined })),
  );
  if (!different.ok) return different;
  return different.value === undefined
    ? succeed(undefined)
    : fail("unfinished", makesOtherwise(different.value, layout.name));
}

function notTheSame(migration: Migration | undefined, layout: string): Diagnostic {
  return {
    code: "convert/not-the-same",
    severity: "error",
    message: `Cannot write "${migration?.source.name ?? "the migrations"}" for "${layout}": it ` +
      "would run different statements",
    hint: "Look for a comment that the other tool would read as one of its markers",
  };
}

function makesOtherwise(what: string, layout: string): Diagnostic {
  return {
    code: "convert/not-equal",
    severity: "error",
    message: `Cannot convert the migrations: run by "${layout}", they do not reproduce ${what}`,
    hint: "Look for BEGIN, COMMIT and PRAGMA in them",
  };
}
