import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { suggest } from "../../base/suggest.ts";
import { withoutDoneCircles } from "../../diff/circles.ts";
import { type Rename, tablePairs } from "../../diff/rename.ts";
import type { RenameHint } from "../../schema/text/rename_hints.ts";
import { findByName, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { tablesWithContent } from "../../schema/text/virtual_options.ts";
import { fold, sameName } from "../../sql/names.ts";
import { parseRename } from "./parse.ts";

/** Two schemas, and the renames given in advance. */
export interface GivenRenames {
  readonly current: SchemaSnapshot;
  readonly desired: SchemaSnapshot;
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
  const renames: Rename[] = hints.map((hint) =>
    hint.kind === "table"
      ? { kind: "rename-table", before: hint.before, after: hint.after }
      : { kind: "rename-column", table: hint.table, before: hint.before, after: hint.after }
  );
  for (const text of given.renames) {
    const answer = parseRename(text);
    if (!answer.ok) return answer;
    const { table } = answer.value;
    if (answer.value.kind === "table") renames.push({ kind: "rename-table", ...table });
    else renames.push({ kind: "rename-column", table: table.after, ...answer.value.column });
  }
  const sides = { current, desired };
  const possible = withoutImpossible(withoutDuplicates(renames), sides);
  const settled = withoutImpossible(withoutDoneCircles(possible, sides), sides);
  // A finished hint stays in the schema permanently; one that cannot be done deserves a warning.
  const isSettled = (rename: Rename) => settled.some((it) => sameRename(it, rename));
  const open = (list: readonly Rename[]) => list.filter((rename) => !isSettled(rename));
  const [hinted, answered] = [
    open(renames.slice(0, hints.length)),
    open(renames.slice(hints.length)),
  ];
  const impossible = answered.filter((rename) => isNameTaken(rename, sides));
  if (impossible.length > 0) {
    return fail("misuse", ...impossible.map((rename) => takenName(rename, "error")));
  }
  return succeed(settled.map((rename) => withSchemaSpelling(rename, settled, sides)), [
    ...hinted.filter((rename) => isNameTaken(rename, sides)).map((it) => takenName(it, "warning")),
    ...answered.filter((rename) => !isDone(rename, sides)).map((it) => unusedRename(it, sides)),
  ]);
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

interface Sides {
  readonly current: SchemaSnapshot;
  readonly desired: SchemaSnapshot;
}

/** A schema and an option may contain the same rename. */
function withoutDuplicates(renames: readonly Rename[]): Rename[] {
  return renames.filter((rename, index) =>
    renames.findIndex((other) => sameRename(other, rename)) === index
  );
}

function sameRename(left: Rename, right: Rename): boolean {
  const place = (rename: Rename) => rename.kind === "rename-column" ? fold(rename.table) : "";
  return left.kind === right.kind && place(left) === place(right) &&
    sameName(left.before, right.before) && sameName(left.after, right.after);
}

/** Whether the new name exists already: answers may be kept permanently. */
function isDone(rename: Rename, sides: Sides): boolean {
  return namesAround(rename, { ...sides, renames: [] }).every((list) =>
    findByName(list, rename.after) !== undefined
  );
}

/**
 * Whether the old name disappears but the new one belongs to an existing object, so that the rename
 * is impossible.
 */
function isNameTaken(rename: Rename, sides: Sides): boolean {
  const [before, after] = namesAround(rename, { ...sides, renames: [] });
  return [rename.before, rename.after].every((name) => findByName(before, name) !== undefined) &&
    findByName(after, rename.before) === undefined && !sameName(rename.before, rename.after);
}

/**
 * The renames from an existing name to a desired one that is not used by an object that stays. A
 * swap of two names is fine.
 */
function withoutImpossible(renames: readonly Rename[], sides: Sides): Rename[] {
  const [tables, columns] = [
    renames.filter((rename) => rename.kind === "rename-table"),
    renames.filter((rename) => rename.kind === "rename-column"),
  ];
  // Columns come second, since they depend on which tables are renamed.
  const moved = possibleAmong(tables, { ...sides, renames: [] });
  const left = [...moved, ...possibleAmong(columns, { ...sides, renames: moved })];
  return renames.filter((rename) => left.includes(rename));
}

/** The renames that are possible together with the others. */
function possibleAmong(
  renames: readonly Rename[],
  { renames: others, ...sides }: Sides & { readonly renames: readonly Rename[] },
): readonly Rename[] {
  let left = renames;
  // Removing one may make another impossible.
  for (let size = -1; size !== left.length;) {
    size = left.length;
    const all = [...others, ...left];
    left = left.filter((rename) => leadsSomewhere(rename, { ...sides, renames: all }));
  }
  return left;
}

function leadsSomewhere(
  rename: Rename,
  context: Sides & { readonly renames: readonly Rename[] },
): boolean {
  const others = context.renames.filter((it) =>
    it.kind === rename.kind &&
    (it.kind === "rename-table" ||
      (rename.kind === "rename-column" && sameName(it.table, rename.table)))
  );
  const [before, after] = namesAround(rename, context);
  const [from, to] = [findByName(before, rename.before), findByName(after, rename.after)];
  // For a change of case only, both names are always found.
  const isDone = from?.name === to?.name && sameName(rename.before, rename.after);
  const moves = (key: "before" | "after", name: string) =>
    others.some((it) => sameName(it[key], name));
  // Its old name may be desired as well: a new object takes it.
  return from !== undefined && to !== undefined && from.kind === to.kind && !isDone &&
    (findByName(before, rename.after) === undefined || moves("before", rename.after));
}

/** A table or a column of one. */
interface Thing {
  readonly name: string;
  readonly kind?: "table" | "virtual-table";
}

/** The tables, or the columns of the table in question, before and after. */
function namesAround(
  rename: Rename,
  { current, desired, renames }: Sides & { readonly renames: readonly Rename[] },
): [readonly Thing[], readonly Thing[]] {
  if (rename.kind === "rename-table") {
    return [tablesWithContent(current), tablesWithContent(desired)];
  }
  const pair = tablePairs(current, desired, renames).find(([, after]) =>
    sameName(after.name, rename.table)
  );
  return pair === undefined ? [[], []] : [pair[0].columns, pair[1].columns];
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
