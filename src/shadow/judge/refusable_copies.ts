import { rowDemands } from "../../diff/demands/row_demands.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import { findByName, type SchemaSnapshot, snapshotOf } from "../../schema/snapshot.ts";
import { fold } from "../../sql/names.ts";
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
 * The copies that a new constraint of the table they fill can refuse. Only those that take every row
 * as it is, with nothing before them that changes the rows: others may see to it that none is refused.
 */
export function refusableCopies(
  files: readonly RunFile[],
  { before, after, foreignKeys }: {
    readonly before: SchemaSnapshot;
    readonly after: SchemaSnapshot;
    readonly foreignKeys: "on" | "off";
  },
): RefusableCopy[] {
  // A unique index that the files create is not there yet when the rows are copied.
  const desired = snapshotOf(after.tables);
  const changes = detectChanges(before, desired);
  const demands = rowDemands({
    current: before,
    renamed: before,
    desired,
    renames: [],
    changes,
    fills: new Map(),
  }).filter(({ rule }) =>
    rule !== "lossy-type-change" && (rule !== "foreign-key-on-existing" || foreignKeys === "on")
  );
  const statements = files.flatMap((file) => file.statements);
  const reasons = new Map(demands.map(({ table, problem }) => [fold(table), problem]));
  return statements.flatMap((statement, index): RefusableCopy[] => {
    const source = sourceOf(statement);
    if (source === undefined) return [];
    const earlier = statements.slice(0, index);
    return [...reasons].flatMap(([key, reason]) => {
      const table = findByName(before.tables, key);
      const names = namesFrom(files, key);
      if (table === undefined || !names.has(source)) return [];
      return earlier.some((it) => changesRowsOf(names, it))
        ? []
        : [{ statement, table: table.name, reason }];
    });
  });
}

/** The folded name of the table whose rows a statement copies, all of them and as they are. */
function sourceOf({ tokens }: Statement): string | undefined {
  if (!isWord(tokens[0], "insert") || isWord(tokens[2], "ignore", "replace")) return undefined;
  const select = tokens.findIndex((token) => isWord(token, "select"));
  const from = tokens.findIndex((token) => isWord(token, "from"));
  const [source, ...rest] = tokens.slice(from + 1);
  if (select < 0 || from < select || source === undefined) return undefined;
  const isAsIs = !tokens.slice(select, from).some((token) =>
    isWord(token, "distinct", "case") ||
    (token.kind === "operator" && !isWord(token, ",", ".", "*"))
  );
  const isWhole = rest.every((token) => isWord(token, ";")) || isWord(rest[0], "order");
  return isAsIs && isWhole ? fold(unquote(source)) : undefined;
}

function changesRowsOf(names: ReadonlySet<string>, { tokens }: Statement): boolean {
  return isWord(tokens[0], "update", "delete", "with", "replace") &&
    possibleNames(tokens).some((name) => names.has(name));
}
