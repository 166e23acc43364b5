import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { suggest } from "../base/suggest.ts";
import type { AddColumn, Change } from "../diff/change.ts";
import { detectChanges } from "../diff/detect_changes.ts";
import {
  columnCandidates,
  type Rename,
  type RenameCandidates,
  tableCandidates,
  tablePairs,
} from "../diff/rename.ts";
import { fillKey } from "../plan/survey.ts";
import type { RenameHint } from "../schema/rename_hints.ts";
import { findByName, type SchemaSnapshot, type Table } from "../schema/snapshot.ts";
import { renamedSnapshot } from "../shadow/rename.ts";
import { fold, quoteName, sameName } from "../sql/names.ts";
import { parseFill, parseRename } from "./answers.ts";
import type { AnswerOptions } from "./options.ts";
import type { Ask, Question } from "./question.ts";

/** Two schemas, and what is known of the way from one to the other. */
export interface ResolveRequest {
  readonly current: SchemaSnapshot;
  readonly desired: SchemaSnapshot;
  readonly hints: readonly RenameHint[];
  readonly answers: AnswerOptions;
  readonly columnOrder: "any" | "strict";
  readonly ask?: Ask | undefined;
}

/** The way from one schema to the other with every question answered. */
export interface Resolution {
  readonly renames: readonly Rename[];
  /** The current schema once the renames are done. */
  readonly renamed: SchemaSnapshot;
  /** What differs then. */
  readonly changes: readonly Change[];
  /** What existing rows get, as SQL, by `fillKey`. */
  readonly fills: ReadonlyMap<string, string>;
}

/**
 * Answers what only a person can know: whether a drop and an add are a rename, and what rows get
 * that are there already. Answers come from the options, from hints in the schema, or from `ask`;
 * without one nothing is guessed, and the open questions come back as findings.
 */
export async function resolveChanges(request: ResolveRequest): Promise<Result<Resolution>> {
  const { current, desired, answers, columnOrder } = request;
  const given = givenRenames(request);
  if (!given.ok) return given;
  const asked = await askRenames(given.value, request);
  if (!asked.ok) return asked;
  const renames = asked.value;
  const renamed = await renamedSnapshot(current, renames);
  if (!renamed.ok) return renamed;
  const changes = detectChanges(renamed.value, desired, { columnOrder });
  const fills = givenFills(answers.fills, desired);
  if (!fills.ok) return fills;
  const filled = await askFills(fills.value, { ...request, changes });
  if (!filled.ok) return filled;
  const { diagnostics } = given;
  return succeed({ renames, renamed: renamed.value, changes, fills: filled.value }, diagnostics);
}

/** Renames that options, hints, or names equal but for their case have settled. */
function givenRenames({ current, desired, hints, answers }: ResolveRequest): Result<Rename[]> {
  const caseOnly = detectChanges(current, desired).filter((change) =>
    change.kind === "rename-table" || change.kind === "rename-column"
  );
  const renames: Rename[] = hints.map((hint) =>
    hint.kind === "table"
      ? { kind: "rename-table", before: hint.before, after: hint.after }
      : { kind: "rename-column", table: hint.table, before: hint.before, after: hint.after }
  );
  for (const text of answers.renames) {
    const answer = parseRename(text);
    if (!answer.ok) return answer;
    const { table } = answer.value;
    if (answer.value.kind === "table") renames.push({ kind: "rename-table", ...table });
    else renames.push({ kind: "rename-column", table: table.after, ...answer.value.column });
  }
  const sides = { current, desired };
  const settled = withoutPointless(withoutDoubles(renames), sides);
  const unknown = renames.slice(hints.length).filter((rename) =>
    !settled.some((it) => sameRename(it, rename)) && !isDone(rename, sides)
  );
  return succeed(
    [...settled, ...caseOnly],
    unknown.map((rename) => unusedRename(rename, sides)),
  );
}

/** A schema and an option may say the same. */
function withoutDoubles(renames: readonly Rename[]): Rename[] {
  return renames.filter((rename, index) =>
    renames.findIndex((other) => sameRename(other, rename)) === index
  );
}

function sameRename(left: Rename, right: Rename): boolean {
  const place = (rename: Rename) => rename.kind === "rename-column" ? fold(rename.table) : "";
  return left.kind === right.kind && place(left) === place(right) &&
    sameName(left.before, right.before) && sameName(left.after, right.after);
}

/** Whether the name it leads to is there already: answers may be kept for good. */
function isDone(rename: Rename, sides: Sides): boolean {
  return namesAround(rename, { ...sides, renames: [] }).every((list) =>
    findByName(list, rename.after) !== undefined
  );
}

interface Sides {
  readonly current: SchemaSnapshot;
  readonly desired: SchemaSnapshot;
}

/**
 * The renames that lead from a name that is there to one that shall be there, where neither stays
 * in use for something else. Two names that change places pass.
 */
function withoutPointless(renames: readonly Rename[], sides: Sides): Rename[] {
  let left = [...renames];
  for (let size = -1; size !== left.length;) {
    size = left.length;
    const all = left;
    left = all.filter((rename) => {
      const others = all.filter((it) =>
        it.kind === rename.kind &&
        (it.kind === "rename-table" ||
          (rename.kind === "rename-column" && sameName(it.table, rename.table)))
      );
      const [before, after] = namesAround(rename, { ...sides, renames: all });
      const has = (list: readonly { name: string }[], name: string) =>
        findByName(list, name) !== undefined;
      const moves = (list: readonly Rename[], key: "before" | "after", name: string) =>
        list.some((it) => sameName(it[key], name));
      return has(before, rename.before) && has(after, rename.after) &&
        (!has(after, rename.before) || moves(others, "after", rename.before)) &&
        (!has(before, rename.after) || moves(others, "before", rename.after));
    });
  }
  return left;
}

/** The tables, or the columns of the table in question, before and after. */
function namesAround(
  rename: Rename,
  { current, desired, renames }: Sides & { readonly renames: readonly Rename[] },
): [readonly { readonly name: string }[], readonly { readonly name: string }[]] {
  if (rename.kind === "rename-table") return [current.tables, desired.tables];
  const pair = tablePairs(current, desired, renames).find(([, after]) =>
    sameName(after.name, rename.table)
  );
  return pair === undefined ? [[], []] : [pair[0].columns, pair[1].columns];
}

async function askRenames(
  renames: readonly Rename[],
  request: ResolveRequest,
): Promise<Result<Rename[]>> {
  const { current, desired, answers } = request;
  const settled = [...renames];
  if (answers.noRenames) return succeed(settled);
  const open: Diagnostic[] = [];
  const settle = async (candidates: readonly RenameCandidates[]) => {
    for (const candidate of candidates) {
      const before = candidate.before.filter((name) => !isTaken(name, candidate, settled));
      if (before.length === 0) continue;
      if (request.ask === undefined) {
        open.push(openRename({ ...candidate, before }, { settled, current, desired }));
        continue;
      }
      const { after, subject, table } = candidate;
      const named = table === undefined ? {} : { table };
      const question: Question = { kind: "rename", subject, ...named, after, candidates: before };
      const answer = await request.ask(question);
      if (answer === undefined) continue;
      settled.push(
        table === undefined
          ? { kind: "rename-table", before: answer, after }
          : { kind: "rename-column", table, before: answer, after },
      );
    }
  };
  await settle(tableCandidates(current, desired, settled));
  await settle(columnCandidates(tablePairs(current, desired, settled), settled));
  return open.length > 0 ? fail("finding", ...open) : succeed(settled);
}

function isTaken(name: string, candidate: RenameCandidates, settled: readonly Rename[]): boolean {
  return settled.some((rename) =>
    sameName(rename.before, name) &&
    (rename.kind === "rename-table"
      ? candidate.table === undefined
      : candidate.table !== undefined && sameName(rename.table, candidate.table))
  );
}

function openRename(
  { subject, table, after, before }: RenameCandidates,
  { settled, current, desired }: Sides & { readonly settled: readonly Rename[] },
): Diagnostic {
  const tableBefore = table === undefined
    ? undefined
    : tablePairs(current, desired, settled).find(([, it]) => sameName(it.name, table))?.[0].name;
  const answers = before.map((name) =>
    table === undefined
      ? `--rename ${argument([name])}:${argument([after])}`
      : `--rename ${argument([tableBefore ?? table, name])}:${argument([table, after])}`
  );
  const place = table === undefined ? "" : ` of "${table}"`;
  return {
    code: "diff/rename-or-drop",
    severity: "error",
    message: `Cannot tell whether ${subject} "${after}"${place} is new or ` +
      `${before.map((name) => `"${name}"`).join(" or ")} under another name`,
    hint: `Pass ${answers.join(" or ")} to keep what it holds; ` +
      "pass --no-renames to drop the one and add the other",
  };
}

/** Names as they are written in an answer. */
function argument(names: readonly string[]): string {
  const text = names.map((name) => /^[\w$ -]+$/.test(name) ? name : quoteName(name)).join(".");
  return /[^\w.]/.test(text) ? `'${text}'` : text;
}

function unusedRename(rename: Rename, sides: Sides): Diagnostic {
  const place = rename.kind === "rename-column" ? ` of "${rename.table}"` : "";
  const [before, after] = namesAround(rename, { ...sides, renames: [] });
  const names = [...before, ...after].map((it) => it.name);
  const isKnown = names.some((name) => sameName(name, rename.before));
  const meant = isKnown ? undefined : suggest(rename.before, before.map((it) => it.name));
  return {
    code: "diff/unused-rename",
    severity: "warning",
    message: `Nothing to rename from "${rename.before}" to "${rename.after}"${place}`,
    ...(meant !== undefined && { hint: `Did you mean "${meant}"?` }),
  };
}

function givenFills(
  texts: readonly string[],
  desired: SchemaSnapshot,
): Result<Map<string, string>> {
  const fills = new Map<string, string>();
  for (const text of texts) {
    const answer = parseFill(text);
    if (!answer.ok) return answer;
    const { table, column, sql } = answer.value;
    const owner = findByName(desired.tables, table);
    const known = findByName(owner?.columns ?? [], column);
    if (known === undefined) return fail("misuse", unknownFill(answer.value, desired, owner));
    fills.set(fillKey(table, column), sql);
  }
  return succeed(fills);
}

function unknownFill(
  { table, column }: { readonly table: string; readonly column: string },
  desired: SchemaSnapshot,
  owner: Table | undefined,
): Diagnostic {
  const names = (owner?.columns ?? desired.tables).map((it) => it.name);
  const meant = suggest(owner === undefined ? table : column, names);
  return {
    code: "plan/unknown-fill",
    severity: "error",
    message: owner === undefined
      ? `Cannot fill "${column}" of "${table}": the schema has no such table`
      : `Cannot fill "${column}" of "${table}": the table has no such column`,
    hint: meant === undefined
      ? "Name a table and a column of the schema"
      : `Did you mean "${meant}"?`,
  };
}

async function askFills(
  fills: Map<string, string>,
  request: ResolveRequest & { readonly changes: readonly Change[] },
): Promise<Result<Map<string, string>>> {
  const open: Diagnostic[] = [];
  for (const change of request.changes) {
    if (change.kind !== "add-column" || !needsFill(change, request.desired)) continue;
    const { table, column: { name, type } } = change;
    if (fills.has(fillKey(table, name))) continue;
    const sql = await request.ask?.({ kind: "fill", table, column: name, type });
    if (sql === undefined) open.push(openFill(change));
    else fills.set(fillKey(table, name), sql);
  }
  return open.length > 0 ? fail("finding", ...open) : succeed(fills);
}

/** Whether rows that are there would have nothing to put in the column. */
function needsFill({ table, column }: AddColumn, desired: SchemaSnapshot): boolean {
  const key = findByName(desired.tables, table)?.primaryKey;
  const isRowid = key?.isRowid && sameName(key.terms[0]!.column ?? "", column.name);
  return column.notNull !== undefined && column.generated === undefined && !isRowid &&
    (column.default === undefined || fold(column.default) === "null");
}

function openFill({ table, column }: AddColumn): Diagnostic {
  return {
    code: "plan/fill-needed",
    severity: "error",
    message: `Cannot add column "${column.name}" to "${table}": it takes no NULL and has no ` +
      "default, and rows may be there",
    hint:
      `Pass --fill '${
        argument([table, column.name]).replaceAll("'", "")
      }=SQL' with what they get, ` +
      "or give the column a default",
  };
}
