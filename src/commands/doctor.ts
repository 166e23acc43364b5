import { counted } from "../base/counted.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import { shellWords } from "../base/shell_words.ts";
import { type Health, healthOf } from "../database/health.ts";
import { nameOfLocation, parseLocation } from "../database/location.ts";
import { quoteName } from "../sql/names.ts";
import type { CommandContext, DatabaseOptions, ProjectOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { standingOf } from "./status.ts";

type Options = ProjectOptions & DatabaseOptions;

/**
 * Reports what a database is, whether it is intact, and its state with respect to migrations if
 * there are any.
 */
export async function doctor(
  options: Options,
  { progress, note }: CommandContext,
): Promise<Outcome> {
  const location = parseLocation(options.database);
  if (!location.ok) return outcomeOfFailure(location);
  progress?.("Checking every page and every key");
  const health = await healthOf(location.value, {
    authToken: options.authToken,
    extensions: options.declared?.extensions,
  });
  if (!health.ok) return outcomeOfFailure(health);
  const standing = await standingOf(location.value, options, { note });
  const isWithoutProject = !standing.ok &&
    standing.diagnostics.every(({ code }) => code === "migrations/no-folder");
  if (!standing.ok && !isWithoutProject) return outcomeOfFailure(standing);
  const database = nameOfLocation(location.value);
  const found = [...complaints(database, health.value), ...standing.ok ? standing.value.found : []];
  return {
    exitCode: found.length > 0 ? 1 : 0,
    diagnostics: [...standing.ok ? standing.diagnostics : [], ...found],
    lines: [...linesFor(database, health.value), ...standing.ok ? standing.value.lines : []],
    words: found.length > 0 ? [] : ["No problems found"],
    facts: { database, health: health.value, ...standing.ok ? standing.value.facts : {} },
  };
}

function linesFor(database: string, health: Health): string[] {
  const { version, encoding, journalMode, pageSize, pages, freePages, userVersion } = health;
  const kilobytes = Math.round(pageSize * pages / 1e3);
  const free = freePages > 0 ? `, ${freePages} of them free` : "";
  const kinds = [
    counted(health.tables, "table"),
    ...(health.strictTables > 0 ? [`${health.strictTables} of them STRICT`] : []),
    ...(health.virtualTables > 0 ? [counted(health.virtualTables, "virtual table")] : []),
  ];
  const orphans = health.orphans.reduce((sum, { rows }) => sum + rows, 0);
  return [
    `${database}: SQLite ${version}, ${encoding}, journal mode ${journalMode}`,
    `  ${
      counted(pages, "page")
    } of ${pageSize} bytes (${kilobytes} kB)${free}, user_version ${userVersion}`,
    `  ${kinds.join(", ")}`,
    `  integrity: ${health.integrity.join("; ")}`,
    `  foreign keys: ${
      orphans === 0 ? "every row has its parent" : counted(orphans, "orphan row")
    }`,
  ];
}

function complaints(database: string, { integrity, uncomputable, orphans }: Health): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (integrity.join() !== "ok") {
    found.push({
      code: "doctor/integrity",
      severity: "error",
      message: `The database "${database}" is damaged`,
      notes: integrity,
      hint: "Restore it from a backup, or save what can be read with " +
        shellWords(["sqlite3", database, ".recover"]),
    });
  }
  const [first] = uncomputable;
  if (first !== undefined) {
    const { table, column } = first;
    found.push({
      code: "doctor/uncomputable",
      severity: "error",
      message: `"${database}" has rows from which virtual columns cannot be computed`,
      notes: uncomputable.map(({ table, column }) => `"${column}" of "${table}"`),
      hint: `Correct these rows or drop the column; SELECT rowid, ${quoteName(column)} ` +
        `FROM ${quoteName(table)} stops at the first one`,
    });
  }
  if (orphans.length > 0) {
    found.push({
      code: "doctor/orphans",
      severity: "error",
      message: `"${database}" has orphan rows`,
      notes: orphans.map(({ table, parent, rows }) =>
        `${rows} in "${table}" have no parent in "${parent}"`
      ),
      hint: "Find them with PRAGMA foreign_key_check, then delete them or give them a parent",
    });
  }
  return found;
}
