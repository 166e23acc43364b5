import { counted } from "../base/counted.ts";
import { parseLocation } from "../database/location.ts";
import { type Rehearsal, rehearse as rehearseOn } from "../database/rehearse.ts";
import { fail } from "../base/result.ts";
import { refusalOf } from "../database/apply/refusal.ts";
import { readState } from "../database/state.ts";
import type { CommandContext, ProjectOptions, RehearseOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { readBundle, withWholeIds } from "./project/read_bundle.ts";

type Options = ProjectOptions & RehearseOptions;

/** Applies the pending migrations to a copy of a database, and reports the results. */
export async function rehearse(options: Options, { progress }: CommandContext): Promise<Outcome> {
  const location = parseLocation(options.database);
  if (!location.ok) return outcomeOfFailure(location);
  if (location.value.kind === "server") {
    return outcomeOfFailure(fail("misuse", {
      code: "rehearse/server",
      severity: "error",
      message: "Cannot rehearse on a server's database: only a file can be copied here",
      hint: "Make a branch of it, or a file with turso db shell NAME .dump, and rehearse on that",
    }));
  }
  const project = await readBundle(options);
  if (!project.ok) return outcomeOfFailure(project);
  const wanted = withWholeIds(options, project.value.directory);
  if (!wanted.ok) return outcomeOfFailure(wanted, project.diagnostics);
  const state = await readState(location.value, project.value, { mayBeMissing: false });
  if (!state.ok) return outcomeOfFailure(state, project.diagnostics);
  const { path } = location.value;
  const refused = refusalOf(state.value, path, { ...wanted.value, project: project.value });
  if (refused !== undefined) return outcomeOfFailure(refused, project.diagnostics);
  if (state.value.pending.length === 0 && state.value.edited.length === 0) {
    const words = [`${path} is up to date`];
    return { exitCode: 0, diagnostics: project.diagnostics, words, facts: { database: path } };
  }
  const request = { ...wanted.value, project: project.value, progress };
  const rehearsal = await rehearseOn(path, request);
  if (!rehearsal.ok) return outcomeOfFailure(rehearsal, project.diagnostics);
  const { stopped } = rehearsal.value;
  return {
    exitCode: stopped === undefined ? 0 : 1,
    diagnostics: [...project.diagnostics, ...(stopped === undefined ? [] : [stopped])],
    lines: linesFor(path, rehearsal.value),
    words: [`Nothing was changed in ${path}`],
    facts: { database: path, ...rehearsal.value },
  };
}

function linesFor(
  path: string,
  { applied, statements, tables, bytes, stopped }: Rehearsal,
): string[] {
  const count = counted(applied.length, "migration");
  const lines = [`${path}: ${count} on a copy, ${size(bytes.before)} → ${size(bytes.after)}`];
  let migration: string | undefined;
  for (const statement of statements) {
    if (statement.migration !== migration) {
      migration = statement.migration;
      lines.push(`  ${migration}${stopped && !applied.includes(migration) ? ", which stops" : ""}`);
    }
    const time = `${statement.durationMs.toFixed(1)} ms`.padStart(12);
    lines.push(`${time}  ${onOneLine(statement.sql)}`);
  }
  const width = Math.max(0, ...tables.map(({ table }) => table.length));
  const rows = (value: number | undefined) => value === undefined ? "none" : `${value}`;
  lines.push("  rows, before → after");
  for (const { table, before, after } of tables) {
    const lost = before !== undefined && (after ?? 0) < before ? "  fewer" : "";
    lines.push(`    ${table.padEnd(width)}  ${rows(before)} → ${rows(after)}${lost}`);
  }
  return lines;
}

function onOneLine(sql: string): string {
  const line = sql.replace(/\s+/g, " ");
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
