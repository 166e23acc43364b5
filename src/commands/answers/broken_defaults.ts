import type { AddColumn, Change } from "../../diff/change.ts";
import { mentionedColumns } from "../../diff/demands/row_source.ts";
import { fillKey } from "../../diff/demands/fills.ts";
import { enginesOf } from "../../base/target.ts";
import { mentions } from "../../schema/dependencies/mentions.ts";
import { isRowidColumn } from "../../schema/constraints/keys.ts";
import {
  type Check,
  type Column,
  findByName,
  type SchemaSnapshot,
  type Table,
} from "../../schema/snapshot.ts";
import { ShadowDatabase } from "../../shadow/database/shadow_database.ts";
import type { TargetDatabase } from "../../shadow/database/target_options.ts";
import type { Declared } from "../../sql/declared.ts";
import { fold, quoteName, sameName } from "../../sql/names.ts";

/** New columns, and the values that rows get in them. */
export interface AddedColumns extends TargetDatabase {
  readonly desired: SchemaSnapshot;
  readonly changes: readonly Change[];
  /** Whether rows get the column's default, or NULL without one, and nothing else. */
  readonly getsDefault: (change: AddColumn) => boolean;
}

/** What a default breaks: a check, or the type of its column in a STRICT table. */
export type BrokenByDefault = Check | { readonly kind: "type" };

/**
 * What every row would violate with the defaults of new columns, by `fillKey` of the first of these
 * columns. The engine is asked with several rows, as a default may differ between rows; a check that
 * also uses an existing column depends on its values.
 */
export async function brokenDefaults(
  added: AddedColumns,
): Promise<ReadonlyMap<string, BrokenByDefault>> {
  const trials = trialsOf(added);
  const broken = new Map<string, BrokenByDefault>();
  if (trials.length === 0) return broken;
  const [engine] = enginesOf(added.target);
  await using shadow = await ShadowDatabase.open({
    engine,
    declared: added.declared,
    foreignKeys: false,
  });
  for (const trial of trials) {
    const first = trial.columns.find((it) => it.generated === undefined)!;
    const key = fillKey(trial.table.name, first.name);
    if (!broken.has(key) && failsInEveryRow(trial, shadow)) broken.set(key, trial.broken);
  }
  return broken;
}

interface Trial {
  readonly table: Table;
  /** The columns used in the check, or the one with the type, all of them new. */
  readonly columns: readonly Column[];
  readonly broken: BrokenByDefault;
}

function trialsOf({ desired, changes, declared, getsDefault }: AddedColumns): Trial[] {
  const adds = changes.filter((change) => change.kind === "add-column");
  const tables = desired.tables.filter((table) =>
    adds.some((it) => sameName(it.table, table.name))
  );
  return tables.flatMap((table) => {
    const isKnown = (name: string) =>
      !isRowidColumn(table, name) &&
      adds.some((it) =>
        sameName(it.table, table.name) && sameName(it.column.name, name) && getsDefault(it)
      );
    const typed = table.strict ? table.columns.filter((it) => it.default !== undefined) : [];
    const possible: Trial[] = [
      ...typed.map((it): Trial => ({ table, columns: [it], broken: { kind: "type" } })),
      ...table.constraints.filter((it) => it.kind === "check").map((check): Trial => {
        const names = mentionedColumns(check.expression, table);
        const columns = names.map((name) => findByName(table.columns, name)!);
        return { table, columns, broken: check };
      }),
    ];
    return possible.filter(({ columns, broken }) => {
      const texts = columns.map(definitionOf);
      if (broken.kind === "check") texts.push(broken.expression);
      return columns.every(({ name }) => isKnown(name)) &&
        columns.some((it) => it.generated === undefined) && !callsDeclared(texts, declared);
    });
  });
}

/** Whether the texts call a function whose results are not known here. */
function callsDeclared(texts: readonly string[], { functions = {} }: Declared = {}): boolean {
  const names = Object.keys(functions).map(fold);
  return texts.some((text) => names.some((name) => mentions(text).has(name)));
}

const ROWS = 64;

function failsInEveryRow({ table, columns, broken }: Trial, shadow: ShadowDatabase): boolean {
  const name = quoteName(table.name);
  const definitions = columns.map(definitionOf).join(", ");
  shadow.execute("BEGIN");
  const refusal = shadow.attempt(
    `CREATE TABLE ${name} (${definitions})${table.strict ? " STRICT" : ""}`,
  );
  const refused = Array.from(
    { length: ROWS },
    () => shadow.attempt(`INSERT INTO ${name} DEFAULT VALUES`),
  );
  const violating = broken.kind === "type"
    ? refused.filter((it) => /^cannot store /.test(it ?? "")).length
    : violations(broken, name, shadow);
  shadow.execute("ROLLBACK");
  return refusal === undefined && violating === ROWS;
}

function violations({ expression }: Check, name: string, shadow: ShadowDatabase): number {
  const answer = shadow.tryQuery(`SELECT count(*) FROM ${name} WHERE NOT (${expression})`);
  return typeof answer === "string" ? 0 : Number(answer[0]?.[0]);
}

/** The parts of a column definition that affect its value and comparisons, without constraints. */
function definitionOf({ name, type, collation, default: value, generated }: Column): string {
  return [
    quoteName(name),
    type,
    collation && `COLLATE ${quoteName(collation)}`,
    value !== undefined && `DEFAULT (${value})`,
    generated && `AS (${generated.expression})`,
  ].filter(Boolean).join(" ");
}
