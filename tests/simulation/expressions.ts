import type { Random } from "../bench/random.ts";
import type { CheckModel, ColumnModel, Expression, TableModel } from "./model.ts";
import { kindOf } from "./types.ts";

/** A literal that a column of this type stores unconverted. */
export function literalFor(random: Random, type: string): string {
  switch (kindOf(type)) {
    case "integer":
      return random.pick(["0", "1", "-1", "42", "1000000", "9007199254740993"]);
    case "real":
      return random.pick(["0.5", "-2.25", "1e3", "100.0", "3.0"]);
    case "text":
      return random.pick(["''", "'none'", "'it''s'", "'a, b'", "'x;y'", "'größe'", "'(q)'", "'1'"]);
    case "blob":
      return random.pick(["x'00ff'", "x''", "X'abCD'"]);
    default:
      return random.pick(["0", "1", "7"]);
  }
}

/** The SQL of a DEFAULT. */
export function randomDefault(random: Random, column: { type: string; strict: boolean }): string {
  const literal = literalFor(random, column.type);
  const kind = kindOf(column.type);
  const odd: string[] = [`(${literal})`, `((${literal}))`, "NULL"];
  if (kind === "integer") odd.push("(1 + 1)", "TRUE", "+5", "false", "0x1F", "(-(3))", "-9");
  if (kind === "text") {
    // CURRENT_TIMESTAMP would differ between two databases that are filled in different seconds.
    odd.push("('a' || 'b')", "CURRENT_DATE", "(lower('ABC'))", "word", '"quoted"');
    odd.push("(CURRENT_DATE)", "'--'", "'multi\nline'");
    odd.push("(hex(randomblob(8)))", "(json_array())", "(iif(1, 'a', 'b'))", "(printf('%05d', 7))");
  }
  if (kind === "numeric" && !column.strict) odd.push("CURRENT_DATE", "'today'", "(abs(-4))");
  return random.chance(0.6) ? literal : random.pick(odd);
}

/** The value of a generated column, computed from columns of its table. */
export function randomGenerated(random: Random, sources: readonly ColumnModel[]): Expression {
  const column = () => ({ column: random.pick(sources).id });
  return random.pick<Expression>([
    ["lower(", column(), ")"],
    ["length(", column(), ")"],
    [column(), " || '-' || ", column()],
    ["coalesce(", column(), ", 'none')"],
    ["substr(", column(), ", 1, 3)"],
    ["CASE WHEN ", column(), " IS NULL THEN 'no; end' ELSE 'yes, (yes)' END"],
    ["typeof(", column(), ")"],
    [column(), " IS NOT NULL"],
    ["CASE WHEN json_valid(", column(), ") THEN json_extract(", column(), ", '$.a') END"],
    ["CAST(", column(), " AS TEXT) COLLATE NOCASE"],
    ["printf('%s; %s', ", column(), ", ", column(), ")"],
    [column(), " IN (", column(), ", 1, 'x')"],
    ["max(", column(), ", ", column(), ")"],
    ["-", column()],
    ["quote(", column(), ")"],
    [column(), " IS ", column()],
    ["(", column(), ", 1) = (", column(), ", 1)"],
    [column(), " GLOB '[a-z]*' OR ", column(), " LIKE '%!%%' ESCAPE '!'"],
  ]);
}

/** A CHECK that most values satisfy. */
export function randomCheck(random: Random, table: TableModel): CheckModel | undefined {
  const columns = table.columns;
  if (columns.length === 0) return undefined;
  const column = random.pick(columns);
  const [expression, samples] = checkOn(random, column, table);
  const conflict = random.chance(0.05) ? random.pick(["FAIL", "IGNORE"] as const) : "ABORT";
  return { expression, samples, conflict };
}

function checkOn(
  random: Random,
  column: ColumnModel,
  table: TableModel,
): [Expression, string[]] {
  const name = { column: column.id };
  const other = random.pick(table.columns);
  if (random.chance(0.15) && other !== column) {
    return [[name, " IS NOT ", { column: other.id }, " OR ", name, " IS NULL"], []];
  }
  if (random.chance(0.1)) {
    const second = { column: other.id };
    return random.pick<[Expression, string[]]>([
      [["(", name, " IS NULL) + (", second, " IS NULL) < 3"], []],
      [["CASE WHEN ", name, " IS NULL THEN 1 ELSE ", second, " IS NULL OR 1 END"], []],
      [["(", name, ", ", second, ") IS NOT ('no', 'never')"], []],
      [["NOT (", name, " = 'never' AND ", second, " = 'ever')"], []],
    ]);
  }
  if (random.chance(0.08)) {
    return [[{ relation: table.id }, ".", name, " IS NULL OR 1"], []];
  }
  switch (kindOf(column.type)) {
    case "integer":
    case "real":
      return random.pick<[Expression, string[]]>([
        [[name, " > -100"], ["5"]],
        [[name, " >= 0 AND ", name, " < 2000000"], ["6"]],
        [[name, " BETWEEN -10 AND 99999"], ["7"]],
        [[name, " IN (0, 1, 2, 3, 42)"], ["2", "3"]],
        [["coalesce(", name, ", 0) >= -5"], ["4"]],
        [[name, " <> 13"], ["12"]],
      ]);
    case "text":
      return random.pick<[Expression, string[]]>([
        [["length(", name, ") > 0"], ["'long'"]],
        [[name, " <> 'bad, (very)'"], ["'good'"]],
        [[name, " IN ('draft', 'it''s', 'live; now')"], ["'draft'", "'it''s'"]],
        [[name, " NOT LIKE '%\"%'"], ["'plain'"]],
        [["typeof(", name, ") IN ('text', 'null')"], ["'t'"]],
        [["length(", name, ") BETWEEN 0 AND 200"], ["'ok'"]],
        [["json_valid(", name, ")"], ["'{}'", "'[1]'"]],
      ]);
    default:
      return random.pick<[Expression, string[]]>([
        [["typeof(", name, ") <> 'nothing'"], []],
        [[name, " IS NULL OR length(", name, ") < 1000"], []],
        [["1"], []],
      ]);
  }
}

/** A condition on a row, for a partial index or a view. */
export function randomCondition(random: Random, columns: readonly { id: number }[]): Expression {
  const name = { column: random.pick(columns).id };
  return random.pick<Expression>([
    [name, " IS NOT NULL"],
    [name, " <> ''"],
    [name, " > 0 AND ", name, " IS NOT NULL"],
    ["length(", name, ") > 2"],
    [name, " IN (1, 2, 'three')"],
    [name, " COLLATE NOCASE <> 'gone'"],
    ["NOT (", name, " IS NULL)"],
    ["typeof(", name, ") = 'text' AND ", name, " GLOB '*[0-9]'"],
    [name, " BETWEEN 0 AND 'z'"],
  ]);
}
