import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { suggest } from "../../base/suggest.ts";
import type { AddColumn, Change } from "../../diff/change.ts";
import { checkPhrase } from "../../diff/constraint_phrase.ts";
import { becomesNotNull, fillKey } from "../../diff/demands/fills.ts";
import { repeatsWhereUnique } from "../../schema/constraints/defaults.ts";
import { isRowidColumn } from "../../schema/constraints/keys.ts";
import { type Column, findByName, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { fold, sameName } from "../../sql/names.ts";
import type { TargetDatabase } from "../../shadow/database/target_options.ts";
import { type BrokenByDefault, brokenDefaults } from "./broken_defaults.ts";
import { checkFills } from "./check_fills.ts";
import { type FillAnswer, parseFill } from "./parse.ts";
import { fillFlag } from "./flags.ts";
import { type OpenQuestions, severityOf } from "./open_questions.ts";
import type { Ask, FillQuestion } from "./question.ts";

/** The changes, the fills given in advance, and whom to ask about others. */
export interface FillQuestions extends TargetDatabase {
  /** The schema before, after its renames. */
  readonly renamed: SchemaSnapshot;
  readonly desired: SchemaSnapshot;
  readonly changes: readonly Change[];
  /** `table.column=SQL`, see `parseFill`. */
  readonly answers: readonly string[];
  readonly ask: Ask | undefined;
  /** Whether open questions are findings or notes. */
  readonly open: OpenQuestions;
}

/**
 * The values that existing rows get in columns, as SQL by `fillKey`: the given answers, and what a
 * person answers for each new NOT NULL column without a default, or whose default violates its own
 * check or type. With nobody to ask, every such column is a finding. An unused answer is left out, with a
 * warning. Fails if an answer cannot be parsed or names nothing.
 */
export async function askFills(questions: FillQuestions): Promise<Result<Map<string, string>>> {
  const { desired, changes } = questions;
  const given = givenFills(questions);
  if (!given.ok) return given;
  const fills = given.value;
  const open: Diagnostic[] = [];
  const broken = await brokenDefaults({
    ...questions,
    getsDefault: (add) =>
      !fills.has(fillKey(add.table, add.column.name)) && !needsFill(add, desired) &&
      !defaultRepeats(add, desired),
  });
  for (const change of changes) {
    if (change.kind !== "add-column") continue;
    const { table, column: { name, type } } = change;
    if (fills.has(fillKey(table, name))) continue;
    if (defaultRepeats(change, desired) && change.column.notNull === undefined) {
      fills.set(fillKey(table, name), "NULL");
      continue;
    }
    const violated = broken.get(fillKey(table, name));
    if (violated === undefined && !needsFill(change, desired)) continue;
    const sql = await askedFill({ kind: "fill", table, column: name, type }, questions);
    if (sql === undefined) {
      open.push(
        violated ? brokenDefault(change, violated, questions) : openFill(change, questions),
      );
    } else fills.set(fillKey(table, name), sql);
  }
  if (questions.open === "notes") {
    return succeed(fills, [...given.diagnostics, ...open]);
  }
  return open.length > 0
    ? fail("finding", given.diagnostics, open)
    : succeed(fills, given.diagnostics);
}

/** A person's answer, asked for again until it can be evaluated; undefined if they give up. */
async function askedFill(
  question: FillQuestion,
  questions: FillQuestions,
): Promise<string | undefined> {
  let problem: string | undefined;
  while (true) {
    const sql = await questions.ask?.({ ...question, ...(problem !== undefined && { problem }) });
    if (sql === undefined) return undefined;
    const fills = new Map([[fillKey(question.table, question.column), sql]]);
    const checked = await checkFills({ renamed: questions.renamed, fills }, questions);
    if (checked.ok) return sql;
    problem = checked.diagnostics[0]?.message ?? "";
  }
}

function givenFills(questions: FillQuestions): Result<Map<string, string>> {
  const { answers, desired } = questions;
  const fills = new Map<string, string>();
  const [unknown, unused]: [Diagnostic[], Diagnostic[]] = [[], []];
  for (const text of answers) {
    const answer = parseFill(text);
    if (!answer.ok) return answer;
    const { table, column, sql } = answer.value;
    const owner = findByName(desired.tables, table);
    if (findByName(owner?.columns ?? [], column) === undefined) {
      unknown.push(unknownFill(answer.value, desired));
    } else if (isUsed(answer.value, questions)) fills.set(fillKey(table, column), sql);
    else unused.push(unusedFill(answer.value));
  }
  return unknown.length > 0 ? fail("misuse", unknown) : succeed(fills, unused);
}

/** Whether existing rows get a value in the column. */
function isUsed(
  { table, column }: Pick<FillAnswer, "table" | "column">,
  { changes, renamed }: FillQuestions,
): boolean {
  return changes.some((change) => {
    if (change.kind !== "add-column" && change.kind !== "alter-column") return false;
    if (!sameName(change.table, table)) return false;
    if (change.kind === "add-column") {
      return sameName(change.column.name, column) && change.column.generated === undefined;
    }
    const before = findByName(renamed.tables, table);
    return sameName(change.after.name, column) && before !== undefined &&
      becomesNotNull(change, before);
  });
}

function unusedFill({ table, column }: FillAnswer): Diagnostic {
  return {
    code: "plan/unused-fill",
    severity: "warning",
    message: `Nothing to fill in "${column}" of "${table}": no row needs a value there`,
    hint: "Remove that --fill, or check that it names the right column",
  };
}

function unknownFill({ table, column }: FillAnswer, desired: SchemaSnapshot): Diagnostic {
  const owner = findByName(desired.tables, table);
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

/** Whether there would be no valid value for existing rows in the column. */
function needsFill({ table, column }: AddColumn, desired: SchemaSnapshot): boolean {
  const owner = findByName(desired.tables, table)!;
  return column.notNull !== undefined && column.generated === undefined &&
    !isRowidColumn(owner, column.name) &&
    (hasNoDefault(column) || defaultRepeats({ table, column }, desired));
}

function hasNoDefault(column: Column): boolean {
  return column.default === undefined || fold(column.default) === "null";
}

/** Whether the default could be in one row only. */
function defaultRepeats(
  { table, column }: Pick<AddColumn, "table" | "column">,
  { tables, indexes }: SchemaSnapshot,
): boolean {
  return repeatsWhereUnique(column, { table: findByName(tables, table)!, indexes });
}

/** The start of a message about a new column for which rows may need a value. */
function newColumn({ table, column }: AddColumn, { open }: Pick<FillQuestions, "open">): string {
  return open === "notes"
    ? `The new column "${column.name}" of "${table}" needs a value in existing rows`
    : `Cannot add column "${column.name}" to "${table}"`;
}

function brokenDefault(
  change: AddColumn,
  violated: BrokenByDefault,
  questions: FillQuestions,
): Diagnostic {
  const { table, column } = change;
  const value = hasNoDefault(column) ? "NULL" : `its default ${column.default}`;
  const start = `${newColumn(change, questions)}: ${value}`;
  const flag = fillFlag([table, column.name]);
  const others = {
    severity: severityOf(questions.open),
    hint: `Pass ${flag} with a value for existing rows, or change the default`,
    answers: [flag],
  };
  return violated.kind === "type"
    ? {
      code: "plan/default-breaks-type",
      message: `${start} cannot be stored as ${column.type} in a STRICT table`,
      ...others,
    }
    : {
      code: "plan/default-breaks-check",
      message: `${start} violates ${checkPhrase(violated)} in every row`,
      ...others,
    };
}

function openFill(change: AddColumn, questions: FillQuestions): Diagnostic {
  const { table, column } = change;
  const [state, way] = hasNoDefault(column)
    ? [
      "is NOT NULL without a default, and the table may have rows",
      ", or give the column a default",
    ]
    : ["is unique and NOT NULL, and only one row can have its default", ""];
  return {
    code: "plan/fill-needed",
    severity: severityOf(questions.open),
    message: `${newColumn(change, questions)}: it ${state}`,
    hint: `Pass ${fillFlag([table, column.name])} with a value for existing rows${way}`,
    answers: [fillFlag([table, column.name])],
  };
}
