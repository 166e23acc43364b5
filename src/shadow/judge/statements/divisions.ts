import { fold } from "../../../sql/names.ts";
import { filledTable } from "../../../sql/statement_kinds.ts";
import type { Statement } from "../../../sql/statements.ts";
import { isWord, possibleNames, type Token } from "../../../sql/tokens.ts";

/** A table, by the folded names that it has while files run, with its columns. */
export interface DividedTable {
  readonly names: ReadonlySet<string>;
  readonly columns: readonly string[];
}

/**
 * Whether copies divide the rows of a table among them: two of their conditions test the same column, each
 * in its own way. Such conditions are meant to be true of one part of the rows each, while a single one
 * says which rows are not needed. So does what both demand: then nothing is known about the rest.
 */
export function divideRows(statements: readonly Statement[], table: DividedTable): boolean {
  const conditions = statements.filter((it) => filledTable(it) !== undefined)
    .flatMap(({ tokens }) => conditionsOn(tokens, table.names));
  return conditions.some((one, index) =>
    conditions.slice(index + 1).some((other) => {
      const shared = one.names.intersection(other.names);
      return table.columns.some((it) => shared.has(fold(it))) &&
        one.demands.isDisjointFrom(other.demands);
    })
  );
}

/** The condition of a WHERE. */
interface Condition {
  /** The folded names in it, without those in queries. */
  readonly names: ReadonlySet<string>;
  /** The texts in lower case of all that must be true. */
  readonly demands: ReadonlySet<string>;
}

/** The conditions by which SELECTs choose rows of a table, without those inside of these. */
function conditionsOn(tokens: readonly Token[], names: ReadonlySet<string>): Condition[] {
  const found: Condition[] = [];
  /** Where the FROM of the current SELECT is, at each depth of parentheses. */
  const sources: number[] = [0];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.text === "(") sources.push(index);
    else if (token.text === ")" && sources.length > 1) sources.pop();
    else if (isWord(token, "from")) sources[sources.length - 1] = index;
    else if (isWord(token, "where")) {
      const source = possibleNames(tokens.slice(sources.at(-1), index));
      const end = endOfCondition(tokens, index + 1);
      if (source.some((name) => names.has(name))) {
        const condition = tokens.slice(index + 1, end);
        const names = new Set(possibleNames(withoutQueries(condition)));
        found.push({ names, demands: demandsIn(condition) });
      }
      index = end - 1;
    }
  }
  return found;
}

/** Where a condition ends that starts at the index. */
function endOfCondition(tokens: readonly Token[], start: number): number {
  let depth = 0;
  const end = tokens.findIndex((token, index) => {
    if (index < start) return false;
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    return depth < 0 || (depth === 0 && isWord(token, ...AFTER_CONDITION));
  });
  return end < 0 ? tokens.length : end;
}

const AFTER_CONDITION = [
  ...["group", "having", "window", "order", "limit", "union", "except", "intersect"],
  ...["on", "returning", ";"],
];

/** What a condition demands: all that AND joins. */
function demandsIn(condition: readonly Token[]): Set<string> {
  const demands: string[][] = [[]];
  let depth = 0;
  let isRange = false;
  for (const token of condition) {
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    const isOuter = depth === 0;
    if (isOuter && isWord(token, "or")) return new Set([condition.map(textOf).join(" ")]);
    if (isOuter && isWord(token, "and") && !isRange) {
      demands.push([]);
      continue;
    }
    if (isOuter && isWord(token, "between", "and")) isRange = isWord(token, "between");
    demands.at(-1)!.push(textOf(token));
  }
  return new Set(demands.map((it) => it.join(" ")));
}

/** The tokens without those of queries in parentheses, which may be about columns of other tables. */
function withoutQueries(tokens: readonly Token[]): Token[] {
  let depth = 0;
  let outer = Infinity;
  return tokens.filter(({ text }, index) => {
    if (text === "(") {
      if (depth < outer && isWord(tokens[index + 1], "select", "with", "values")) outer = depth;
      depth++;
    }
    if (text === ")" && --depth === outer) outer = Infinity;
    return depth <= outer;
  });
}

function textOf({ text }: Token): string {
  return fold(text);
}
