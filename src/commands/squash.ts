import { counted } from "../base/counted.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { MAKER } from "../base/version.ts";
import { toolFor } from "../database/tools/tool_history.ts";
import type { Migration, MigrationDirectory } from "../migrations/directory.ts";
import { indexOfMigration, noSuchMigration } from "../migrations/find_migration.ts";
import { migrationsOf } from "../migrations/read/migrations_of.ts";
import { replacesComment } from "../migrations/text/replaced_ids.ts";
import { runningOf } from "../migrations/runners/running.ts";
import { type SquashedFolder, squashMigrations } from "../migrations/write/squash_migrations.ts";
import { mainPath } from "../migrations/own_files.ts";
import { renderRows } from "../report/schema/rows_sql.ts";
import { renderSnapshotSql } from "../report/schema/snapshot_sql.ts";
import {
  type ColumnsByTable,
  type HistoryContent,
  historyContent,
  lastingDifference,
  volatileColumns,
} from "../shadow/replay/history_content.ts";
import { withoutHistory } from "../sources/history_tables.ts";
import { fold } from "../sql/names.ts";
import { filledTable } from "../sql/statement_kinds.ts";
import { statementsIn } from "../sql/statements.ts";
import type { CommandContext, ProjectOptions, SquashOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { readMigrationsAt } from "./schema/read_migrations_at.ts";
import { nonSqlMigrations } from "./migration/non_sql_migrations.ts";
import { layoutOf, replaceFiles } from "./migration/write_migration.ts";

type Options = ProjectOptions & SquashOptions;

/**
 * Replaces the first migrations by a single one, after running the history with it and comparing
 * the schema, and the rows if they are kept. It has the name of the last one that it replaces.
 */
export async function squash(options: Options, { now }: CommandContext): Promise<Outcome> {
  const read = await readMigrationsAt({ path: options.migrations }, options);
  if (!read.ok) return outcomeOfFailure(read);
  const covered = coveredBy(read.value, options.to);
  if (!covered.ok) return outcomeOfFailure(covered, read.diagnostics);
  const count = covered.value;
  if (count < 2) {
    return {
      exitCode: 0,
      diagnostics: read.diagnostics,
      words: [`Nothing to do: ${whyNothing(read.value, options.to)}`],
      facts: { sql: "", replaces: [], written: [], deleted: [] },
    };
  }
  const squashed = await squashFirst(read.value, { ...options, count, now: now() });
  if (!squashed.ok) return outcomeOfFailure(squashed, read.diagnostics);
  const { first, folder } = squashed.value;
  const diagnostics = [...read.diagnostics, ...aboutRows(squashed.value, options)];
  const last = first.at(-1)!;
  const { text } = folder.files.get(mainPath(last, read.value))!;
  const replaces = first.map(({ id }) => id);
  const facts = { sql: text, replaces };
  if (options.dryRun) {
    return { exitCode: 0, diagnostics, data: text, facts: { ...facts, written: [], deleted: [] } };
  }
  const replaced = await replaceFiles(read.value, {
    files: folder.changed,
    removed: folder.removed,
  });
  if (!replaced.ok) return outcomeOfFailure(replaced, diagnostics);
  const { written, deleted } = replaced.value;
  const tool = toolFor(read.value.layout, read.value.files);
  const needs = await tool?.afterSquash?.({ last, others: first.slice(0, -1), text }) ?? [];
  return {
    exitCode: 0,
    diagnostics,
    data: needs.join("\n"),
    words: [
      `Wrote ${last.source.name}, which replaces ${first.length} migrations`,
      ...deleted.map((path) => `Removed ${path}`),
      "Only databases that have run all of them can continue from here" +
      (needs.length === 0 ? "" : ", each with the lines on stdout"),
    ],
    facts: { ...facts, written, deleted, needs },
  };
}

/** The first migrations of a folder, what they create, and the folder with one in their place. */
interface Squashed {
  readonly first: readonly Migration[];
  readonly content: HistoryContent;
  /** The columns for which kept rows have the values of one run, although every run has others. */
  readonly fixed: ColumnsByTable;
  readonly folder: SquashedFolder;
}

/** Combines the first `count` migrations, and proves the result; nothing is written yet. */
async function squashFirst(
  directory: MigrationDirectory,
  options: Options & { readonly count: number; readonly now: Date },
): Promise<Result<Squashed>> {
  const { keepData, count, now } = options;
  const first = directory.migrations.slice(0, count);
  const programs = nonSqlMigrations(first, "squash");
  if (programs.length > 0) return fail("unfinished", programs);
  const running = {
    ...runningOf(directory.layout, options),
    // Skipped statements would be missing among the rows that are kept.
    needsRows: keepData,
  };
  const content = await historyContent(first, running);
  if (!content.ok) return content;
  const { rows, snapshot: { virtualTables: [virtual] } } = content.value;
  if (keepData && rows.size > 0 && virtual !== undefined) {
    return fail("unfinished", hiddenRows(virtual.name));
  }
  const sql = squashedSql(content.value, { keepsData: keepData, ids: first.map(({ id }) => id) });
  const layout = layoutOf(directory);
  const folder = await squashMigrations(directory, { layout, count, sql, now });
  if (!folder.ok) return folder;
  const squashed = folder.value;
  const proven = await mustBeEqual({ directory, squashed }, { ...options, running });
  if (!proven.ok) return proven;
  const fixed = keepData
    ? await volatileColumns(content.value, () => historyContent(first, running))
    : succeed<ColumnsByTable>(new Map());
  return fixed.ok
    ? succeed({ first, content: content.value, fixed: fixed.value, folder: squashed })
    : fixed;
}

/** How many of the first migrations to squash; there may be fewer than two. */
function coveredBy(directory: MigrationDirectory, to: string | undefined): Result<number> {
  const { migrations } = directory;
  if (to === undefined) return succeed(migrations.length);
  const last = indexOfMigration(migrations, to);
  return last < 0 ? noSuchMigration(to, directory) : succeed(last + 1);
}

function whyNothing({ migrations, path }: MigrationDirectory, to: string | undefined): string {
  if (migrations.length > 1) return `"${to}" is the first migration in "${path}"`;
  return `"${path}" contains ${migrations.length === 0 ? "no" : "1"} migration`;
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
    `-- Made by ${MAKER}: replaces ${ids.length} migrations\n${replacesComment(ids)}`,
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
  const different = await lastingDifference(
    () => historyContent(directory.migrations, running),
    () => historyContent(read.value, running),
    { comparesRows: keepData },
  );
  if (!different.ok) return different;
  const { value: what } = different;
  return what === undefined ? succeed(undefined) : fail("unfinished", {
    code: "squash/not-equal",
    severity: "error",
    message: `Cannot squash "${directory.path}": the new migration does not reproduce ${what}`,
    hint: "Look for statements whose effect depends on randomness or on the current time",
  });
}

/**
 * A warning for each table whose rows are not in the squashed migration, or for each column for
 * which they have the values of one run, at the statement that inserts them.
 */
function aboutRows(
  { first, content, fixed }: Squashed,
  { keepData }: Pick<Options, "keepData">,
): Diagnostic[] {
  const statements = first.flatMap(({ source }) => statementsIn(source));
  const at = (table: string) => {
    const found = statements.find((statement) => filledTable(statement) === fold(table));
    if (found === undefined) return {};
    const { source, startOffset, endOffset } = found;
    return { span: { source, startOffset, endOffset } };
  };
  if (keepData) {
    return [...fixed].flatMap(([table, columns]) =>
      columns.map((column) => ({
        code: "squash/fixed-values",
        severity: "warning",
        message: `The squashed migration inserts fixed values into column "${column}" of ` +
          `"${table}", which differ each time the original ones run`,
        ...at(table),
        hint: "If every database needs its own, replace them with an expression",
      }))
    );
  }
  const filled = [...content.rows].filter(([, { rows }]) => rows.length > 0);
  return filled.map(([table, { rows }]) => ({
    code: "squash/rows-left-out",
    severity: "warning",
    message: `The squashed migration leaves out ${counted(rows.length, "row")} of "${table}"`,
    ...at(table),
    hint: "Pass --keep-data to insert them",
  }));
}

function hiddenRows(table: string): Diagnostic {
  return {
    code: "squash/hidden-rows",
    severity: "error",
    message: `Cannot keep the rows: those of virtual table "${table}" cannot be written as SQL`,
    hint: "Name the migration before it with --to, or leave out --keep-data",
  };
}
