import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { VERSION } from "../base/version.ts";
import { removeFiles, writeTogether } from "../host/files/new_files.ts";
import { pathFromHere } from "../host/files/paths.ts";
import type { MigrationDirectory } from "../migrations/directory.ts";
import { indexOfMigration, noSuchMigration } from "../migrations/find_migration.ts";
import { layoutNamed } from "../migrations/layouts/list.ts";
import { afterSquash } from "../migrations/marks.ts";
import { migrationsOf } from "../migrations/migrations_of.ts";
import { readMigrations } from "../migrations/read_migrations.ts";
import { replacesComment } from "../migrations/replaced_ids.ts";
import { runnersOf } from "../migrations/runners/runners_of.ts";
import { type SquashedFolder, squashMigrations } from "../migrations/squash_migrations.ts";
import { renderRows } from "../report/rows_sql.ts";
import { renderSnapshotSql } from "../report/snapshot_sql.ts";
import {
  differences,
  type HistoryContent,
  historyContent,
} from "../shadow/replay/history_content.ts";
import type { VirtualTable } from "../schema/snapshot.ts";
import { withoutHistory } from "../sources/history_tables.ts";
import { fold } from "../sql/names.ts";
import { splitStatements, type Statement } from "../sql/statements.ts";
import { canBeName, isWord, unquote } from "../sql/tokens.ts";
import type { CommandContext, ProjectOptions, SquashOptions } from "./options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { folderSettings } from "./schema/folder_settings.ts";
import { nonSqlMigrations } from "./migration/non_sql_migrations.ts";
import { layoutOf } from "./migration/write_migration.ts";

type Options = ProjectOptions & SquashOptions;

/**
 * Replaces the first migrations by a single one, after running the history with it and comparing
 * the schema, and the rows if they are kept. It has the name of the last one that it replaces.
 */
export async function squash(options: Options, { now }: CommandContext): Promise<Outcome> {
  const settings = await folderSettings(options);
  if (!settings.ok) return outcomeOfFailure(settings);
  const path = pathFromHere(options.workingDirectory, options.migrations);
  const read = await readMigrations(path, { layout: options.layout, settings: settings.value });
  if (!read.ok) return outcomeOfFailure(read);
  const directory = read.value;
  const known = read.diagnostics;
  const covered = coveredBy(directory, options.to);
  if (!covered.ok) return outcomeOfFailure(covered, known);
  const { migrations } = directory;
  const first = migrations.slice(0, covered.value);
  const programs = nonSqlMigrations(first, "squash");
  if (programs.length > 0) return outcomeOfFailure(fail("unfinished", ...programs), known);
  const running = {
    target: options.target ?? layoutNamed(directory.layout)?.target,
    declared: options.declared,
    // Skipped statements would be missing among the rows that are kept.
    needsRows: options.keepData,
    runners: runnersOf({ ...options, layout: directory.layout }),
  };
  const made = await historyContent(first, running);
  if (!made.ok) return outcomeOfFailure(made, known);
  if (
    options.keepData && made.value.rows.size > 0 && made.value.snapshot.virtualTables.length > 0
  ) {
    const [{ name }] = made.value.snapshot.virtualTables as [VirtualTable];
    return outcomeOfFailure(fail("unfinished", hiddenRows(name)), known);
  }
  const layout = layoutOf(directory);
  const sql = squashedSql(made.value, {
    keepsData: options.keepData,
    ids: first.map(({ id }) => id),
  });
  const squashed = await squashMigrations(directory, {
    layout,
    count: covered.value,
    sql,
    now: now(),
  });
  if (!squashed.ok) return outcomeOfFailure(squashed, known);
  const proven = await mustBeEqual({ directory, squashed: squashed.value }, {
    ...options,
    running,
  });
  if (!proven.ok) return outcomeOfFailure(proven, known);
  const left = options.keepData ? [] : leftOut(made.value, first.map(({ source }) => source));
  const diagnostics = [...known, ...left];
  const { files, changed, removed } = squashed.value;
  const { name } = first.at(-1)!.source;
  const text = files.get(name.slice(path.length + 1))!.text;
  if (options.dryRun) return { exitCode: 0, diagnostics, data: text };
  const written = await writeTogether(
    changed.map((it) => ({ path: `${path}/${it}`, text: files.get(it)!.text, replaces: true })),
  );
  if (!written.ok) return outcomeOfFailure(written, diagnostics);
  await removeFiles(removed.map((it) => `${path}/${it}`));
  const needs = await afterSquash(layout.name, first, text);
  return {
    exitCode: 0,
    diagnostics,
    words: [
      `Wrote ${name}, which replaces ${covered.value} migrations`,
      ...removed.map((it) => `Removed ${path}/${it}`),
      "Only databases that have run all of them can continue from here" +
      (needs.length === 0 ? "" : ", after this on each of them:"),
      ...needs.map((it) => `  ${it}`),
    ],
    facts: { written: changed.map((it) => `${path}/${it}`), removed, needs },
  };
}

/** How many of the first migrations to squash. */
function coveredBy(directory: MigrationDirectory, to: string | undefined): Result<number> {
  const { migrations, path } = directory;
  const last = to === undefined ? migrations.length - 1 : indexOfMigration(migrations, to);
  if (to !== undefined && last < 0) return noSuchMigration(to, directory);
  if (last > 0) return succeed(last + 1);
  return fail("misuse", {
    code: "squash/nothing-to-do",
    severity: "error",
    message: `Cannot squash "${path}": ${
      migrations.length > 1
        ? `"${to}" is its first migration`
        : migrations.length === 1
        ? "it contains only one migration"
        : "it contains no migration"
    }`,
    hint: migrations.length > 1
      ? "Name a later migration with --to"
      : "Name another folder with --migrations",
  });
}

function squashedSql(
  { snapshot, rows }: HistoryContent,
  { keepsData, ids }: { readonly keepsData: boolean; readonly ids: readonly string[] },
): string {
  const schema = withoutHistory(snapshot);
  const names = new Set(schema.tables.map(({ name }) => name));
  const kept = keepsData ? new Map([...rows].filter(([name]) => names.has(name))) : new Map();
  // Triggers come last: they must not fire for existing rows.
  const { triggers } = schema;
  return [
    `-- Made by penumbra ${VERSION}: replaces ${ids.length} migrations\n${replacesComment(ids)}`,
    renderSnapshotSql({ ...schema, triggers: [] }),
    renderRows(kept, schema.tables),
    renderSnapshotSql({
      ...schema,
      tables: [],
      virtualTables: [],
      indexes: [],
      views: [],
      triggers,
    }),
  ].filter((part) => part !== "").join("\n");
}

/** Fails if the history with the single migration has another result than before. */
async function mustBeEqual(
  { directory, squashed }: {
    readonly directory: MigrationDirectory;
    readonly squashed: SquashedFolder;
  },
  { keepData, running }: Options & { readonly running: Parameters<typeof historyContent>[1] },
): Promise<Result<void>> {
  const read = await migrationsOf(layoutOf(directory), squashed.files, directory.settings);
  if (!read.ok) return read;
  const before = await historyContent(directory.migrations, running);
  if (!before.ok) return before;
  const after = await historyContent(read.value, running);
  if (!after.ok) return after;
  const [different] = differences(
    keepData ? before.value : { ...before.value, rows: new Map() },
    keepData ? after.value : { ...after.value, rows: new Map() },
  );
  if (different === undefined) return succeed(undefined);
  return fail("unfinished", {
    code: "squash/not-equal",
    severity: "error",
    message: `Cannot squash "${directory.path}": the new migration does not reproduce ${different}`,
    hint: "Look for values that differ at every run, such as the time of day",
  });
}

/**
 * A warning for each table whose rows are not in the squashed migration, at the statement that
 * inserts them.
 */
function leftOut(
  { rows }: HistoryContent,
  sources: readonly Statement["source"][],
): Diagnostic[] {
  const scripts = sources.map((source) => splitStatements(source));
  const statements = scripts.flatMap((script) => script.ok ? script.value.statements : []);
  return [...rows].map(([table, { rows: list }]) => {
    const found = statements.find((statement) => insertsInto(statement, table));
    const { source, startOffset, endOffset } = found ?? {};
    return {
      code: "squash/rows-left-out",
      severity: "warning",
      message: `The squashed migration leaves out ${list.length} ${
        list.length === 1 ? "row" : "rows"
      } of "${table}"`,
      ...(source && {
        span: { source, startOffset: startOffset!, endOffset: endOffset! },
      }),
      hint: "Pass --keep-data to insert them",
    };
  });
}

function hiddenRows(table: string): Diagnostic {
  return {
    code: "squash/hidden-rows",
    severity: "error",
    message: `Cannot keep the rows: those of virtual table "${table}" cannot be written as SQL`,
    hint: "Name the migration before it with --to, or leave out --keep-data",
  };
}

function insertsInto({ tokens }: Statement, table: string): boolean {
  const into = tokens.findIndex((token) => isWord(token, "into"));
  const name = tokens[into + 1];
  return into >= 0 && isWord(tokens[0], "insert", "replace", "with") && canBeName(name) &&
    fold(unquote(name)) === fold(table);
}
