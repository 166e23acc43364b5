import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { suggest } from "../../base/suggest.ts";
import { withoutDoneCycles } from "../../diff/rename_cycles.ts";
import type { Sides } from "../../diff/difference.ts";
import { isNameTaken, namesAround, possibleRenames } from "../../diff/possible_renames.ts";
import { type Rename, tablePairs } from "../../diff/rename.ts";
import type { RenameHint } from "../../schema/text/rename_hints.ts";
import { findByName } from "../../schema/snapshot.ts";
import { fold, sameName } from "../../sql/names.ts";
import { renameFlag, renameText } from "./flags.ts";
import { parseRename, type RenameAnswer } from "./parse.ts";

/** Two schemas, and the renames given in advance. */
export interface GivenRenames extends Sides {
  readonly hints: readonly RenameHint[];
  /** `before:after` or `table.before:table.after`, see `parseRename`. */
  readonly renames: readonly string[];
}

/**
 * The renames from hints and answers that apply, with a warning for each unused answer. Fails if an
 * answer cannot be parsed, and if its new name is taken, since the data it should preserve would be
 * dropped. A hint then only causes a warning, since it stays in the schema once it is done.
 */
export function givenRenames(given: GivenRenames): Result<Rename[]> {
  const { current, desired, hints } = given;
  const sides = { current, desired };
  const answers: RenameAnswer[] = [];
  for (const text of given.renames) {
    const answer = parseRename(text);
    if (!answer.ok) return answer;
    answers.push(answer.value);
  }
  const fromHints = hints.map((hint): Rename =>
    hint.kind === "table"
      ? { kind: "rename-table", before: hint.before, after: hint.after }
      : { kind: "rename-column", table: hint.table, before: hint.before, after: hint.after }
  );
  const misplaced = misplacedColumns(answers, fromHints, sides);
  const renames = [
    ...fromHints,
    ...answers.filter((answer) => !misplaced.has(answer)).map(renameOf),
  ];
  const settled = settledAmong(renames, sides);
  // A finished hint stays in the schema permanently; one that cannot be done deserves a warning.
  const settledKeys = new Set(settled.map(keyOf));
  const open = (list: readonly Rename[]) => list.filter((it) => !settledKeys.has(keyOf(it)));
  const [hinted, answered] = [
    open(renames.slice(0, hints.length)),
    open(renames.slice(hints.length)),
  ];
  const impossible = answered.filter((rename) => isNameTaken(rename, sides));
  if (impossible.length > 0) {
    return fail("misuse", impossible.map((rename) => takenName(rename, "error")));
  }
  return succeed(settled.map((rename) => withSchemaSpelling(rename, settled, sides)), [
    ...hinted.filter((rename) => isNameTaken(rename, sides)).map((it) => takenName(it, "warning")),
    ...answered.filter((rename) => !isDone(rename, sides)).map((it) => unusedRename(it, sides)),
    ...[...misplaced].filter(([answer]) => !isDone(renameOf(answer), sides))
      .map(([, warning]) => warning),
  ]);
}

/** The renames that apply, each once; which tables are renamed decides about their columns. */
function settledAmong(given: readonly Rename[], sides: Sides): Rename[] {
  const renames = withoutDuplicates(given);
  const tables = toBeDone(renames.filter(({ kind }) => kind === "rename-table"), sides);
  return toBeDone(
    renames.filter((it) => it.kind === "rename-column" || tables.includes(it)),
    sides,
  );
}

function toBeDone(renames: readonly Rename[], sides: Sides): Rename[] {
  return possibleRenames(withoutDoneCycles(possibleRenames(renames, sides), sides), sides);
}

function renameOf(answer: RenameAnswer): Rename {
  const { table } = answer;
  return answer.kind === "table"
    ? { kind: "rename-table", ...table }
    : { kind: "rename-column", table: table.after, ...answer.column };
}

/**
 * The answers for a column whose left side names another existing table, each with a warning: that
 * table is not the one before, or not renamed yet.
 */
function misplacedColumns(
  answers: readonly RenameAnswer[],
  hinted: readonly Rename[],
  sides: Sides,
): Map<RenameAnswer, Diagnostic> {
  const columns = answers.filter((answer) => answer.kind === "column");
  if (columns.length === 0) return new Map();
  const tables = [...hinted, ...answers.map(renameOf)].filter(({ kind }) =>
    kind === "rename-table"
  );
  const { current, desired } = sides;
  const pairs = tablePairs(current, desired, settledAmong(tables, sides));
  const beforeOf = new Map(pairs.map(([before, after]) => [fold(after.name), before.name]));
  return new Map(columns.flatMap((answer) => {
    const { before, after } = answer.table;
    const own = beforeOf.get(fold(after));
    const exist = [findByName(current.tables, before), findByName(desired.tables, after)]
      .every((it) => it !== undefined);
    return !exist || sameName(own ?? after, before) ? [] : [[answer, otherTable(answer, own)]];
  }));
}

/** The rename with its names spelled as in the schemas, since answers may have another case. */
function withSchemaSpelling(rename: Rename, renames: readonly Rename[], sides: Sides): Rename {
  const [before, after] = namesAround(rename, { ...sides, renames }).map((list, side) =>
    findByName(list, side === 0 ? rename.before : rename.after)?.name
  );
  const names = { before: before ?? rename.before, after: after ?? rename.after };
  if (rename.kind === "rename-table") return { ...rename, ...names };
  const table = findByName(sides.desired.tables, rename.table)?.name ?? rename.table;
  return { ...rename, table, ...names };
}

/** A schema and an option may contain the same rename. */
function withoutDuplicates(renames: readonly Rename[]): Rename[] {
  const byKey = new Map<string, Rename>();
  for (const rename of renames) {
    const key = keyOf(rename);
    if (!byKey.has(key)) byKey.set(key, rename);
  }
  return [...byKey.values()];
}

/** A text that is the same for two renames of the same names, in any case. */
function keyOf(rename: Rename): string {
  const table = rename.kind === "rename-column" ? [fold(rename.table)] : [];
  return JSON.stringify([...table, fold(rename.before), fold(rename.after)]);
}

/** Whether the new name exists already: answers may be kept permanently. */
function isDone(rename: Rename, sides: Sides): boolean {
  return namesAround(rename, { ...sides, renames: [] }).every((list) =>
    findByName(list, rename.after) !== undefined
  );
}

function takenName(rename: Rename, severity: Diagnostic["severity"]): Diagnostic {
  return {
    code: "diff/taken-name",
    severity,
    message: `Cannot rename "${rename.before}" to "${rename.after}"${
      placeOf(rename)
    }: the name is taken`,
    hint: `Drop the other "${rename.after}" in a migration before this one`,
  };
}

function placeOf(rename: Rename): string {
  return rename.kind === "rename-column" ? ` of "${rename.table}"` : "";
}

/** The nearest name to the one that does not exist: the old name, or the new one. */
function meantName(
  rename: Rename,
  before: readonly string[],
  after: readonly string[],
): string | undefined {
  const isIn = (names: readonly string[], name: string) => names.some((it) => sameName(it, name));
  if (isIn(after, rename.before)) return undefined;
  if (!isIn(before, rename.before)) return suggest(rename.before, before);
  return suggest(rename.after, after.filter((name) => !isIn(before, name)));
}

/** Warns that the left side of an answer names another table than `own`, the one before if any. */
function otherTable(
  { table, column }: RenameAnswer & { readonly kind: "column" },
  own: string | undefined,
): Diagnostic {
  return {
    code: "diff/unused-rename",
    severity: "warning",
    message: `Nothing to rename from "${column.before}" of "${table.before}" to ` +
      `"${column.after}" of "${table.after}"`,
    hint: own === undefined
      ? `Rename the table as well: ${renameFlag([table.before], [table.after])}`
      : "On the left, name the table before: " +
        renameText([own, column.before], [table.after, column.after]),
  };
}

function unusedRename(rename: Rename, sides: Sides): Diagnostic {
  const [before, after] = namesAround(rename, { ...sides, renames: [] });
  const meant = meantName(rename, before.map((it) => it.name), after.map((it) => it.name));
  return {
    code: "diff/unused-rename",
    severity: "warning",
    message: `Nothing to rename from "${rename.before}" to "${rename.after}"${placeOf(rename)}`,
    hint: meant === undefined
      ? "Remove it, or check that both names are right"
      : `Did you mean "${meant}"?`,
  };
}
