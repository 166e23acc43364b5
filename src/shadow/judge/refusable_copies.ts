import type { RowDemand } from "../../diff/demands/row_demand.ts";
import { rowDemands } from "../../diff/demands/row_demands.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import { type SchemaSnapshot, snapshotOf, type Table } from "../../schema/snapshot.ts";
import { fold, sameName } from "../../sql/names.ts";
import type { Statement } from "../../sql/statements.ts";
import { isWord, possibleNames, unquote } from "../../sql/tokens.ts";
import { namesFrom } from "./copies.ts";
import type { RunFile } from "./run.ts";

/** A copy that rows can make the engine refuse. */
export interface RefusableCopy {
  readonly statement: Statement;
  /** The table that is copied, as it was called before the files. */
  readonly table: string;
  /** What the rows would have: `users has rows that violate CHECK (age > 0)`. */
  readonly reason: string;
}

/**
 * The copies that a constraint of the table they fill can refuse, if their source has none like it.
 * Only those that take every row as it is, with nothing before them that changes the rows: others may
 * see to it that none is refused.
 */
export function refusableCopies(
  files: readonly RunFile[],
  { before, after, foreignKeys }: {
    readonly before: SchemaSnapshot;
    readonly after: SchemaSnapshot;
    readonly foreignKeys: "on" | "off";
  },
): RefusableCopy[] {
  const statements = files.flatMap((file) => file.statements);
  return statements.flatMap((statement, index): RefusableCopy[] => {
    const copy = copyAsItIs(statement);
    if (copy === undefined) return [];
    const source = before.tables.find(({ name }) => namesFrom(files, name).has(copy.from));
    const targets = namesFrom(files, copy.into);
    const target = after.tables.find(({ name }) => targets.has(fold(name)));
    if (source === undefined || target === undefined) return [];
    const names = namesFrom(files, source.name);
    if (statements.slice(0, index).some((it) => changesRowsOf(names, it))) return [];
    const reason = refusalOf(source, target, before)
      .find(({ rule }) => foreignKeys === "on" || rule !== "foreign-key-on-existing")?.problem;
    return reason === undefined ? [] : [{ statement, table: source.name, reason }];
  });
}

/** What a table asks of rows that another one has not asked of them. */
function refusalOf(source: Table, target: Table, { indexes }: SchemaSnapshot): RowDemand[] {
  const { name } = target;
  // A unique index that the files create is not there yet when the rows are copied.
  const own = indexes.filter(({ table }) => sameName(table, source.name));
  const current = snapshotOf([{ ...source, name }, ...own.map((it) => ({ ...it, table: name }))]);
  const desired = snapshotOf([target]);
  return rowDemands({
    current,
    renamed: current,
    desired,
    renames: [],
    changes: detectChanges(current, desired),
    fills: new Map(),
  }).filter(({ rule }) => rule !== "lossy-type-change");
}

/** The folded names of the tables from and into which a statement copies all rows as they are. */
function copyAsItIs({ tokens }: Statement): Record<"from" | "into", string> | undefined {
  if (!isWord(tokens[0], "insert") || isWord(tokens[2], "ignore", "replace")) return undefined;
  const place = (word: string) => tokens.findIndex((token) => isWord(token, word));
  const [into, select, from] = [place("into"), place("select"), place("from")];
  const [target, source, ...rest] = [tokens[into + 1], ...tokens.slice(from + 1)];
  if (into < 0 || select < into || from < select || !target || !source) return undefined;
  const isAsItIs = !tokens.slice(select, from).some((token) =>
    isWord(token, "distinct", "case") ||
    (token.kind === "operator" && !isWord(token, ",", ".", "*"))
  );
  const isWhole = rest.every((token) => isWord(token, ";")) || isWord(rest[0], "order");
  if (!isAsItIs || !isWhole) return undefined;
  return { from: fold(unquote(source)), into: fold(unquote(target)) };
}

function changesRowsOf(names: ReadonlySet<string>, { tokens }: Statement): boolean {
  return isWord(tokens[0], "update", "delete", "with", "replace") &&
    possibleNames(tokens).some((name) => names.has(name));
}
