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

/**
 * The checks that every row would violate with the defaults of new columns, by `fillKey` of the
 * first of these columns. The engine is asked with several rows, as a default may differ between
 * rows; a check that also uses an existing column depends on its values.
 */
export async function brokenDefaults(added: AddedColumns): Promise<ReadonlyMap<string, Check>> {
  const trials = trialsOf(added);
  const broken = new Map<string, Check>();
  if (trials.length === 0) return broken;
  const [engine] = enginesOf(added.target);
  await using shadow = await ShadowDatabase.open({
    engine,
    declared: added.declared,
    foreignKeys: false,
  });
  for (const { table, columns, check } of trials) {
    const first = columns.find((it) => it.generated === undefined)!;
    const key = fillKey(table.name, first.name);
    if (!broken.has(key) && failsInEveryRow({ table, columns, check }, shadow)) {
      broken.set(key, check);
    }
  }
  return broken;
}

interface Trial {
  readonly table: Table;
  /** The columns used in the check, all of them new. */
  readonly columns: readonly Column[];
  readonly check: Check;
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
    return table.constraints.flatMap((check): Trial[] => {
      if (check.kind !== "check") return [];
      const names = mentionedColumns(check.expression, table);
      const columns = names.map((name) => findByName(table.columns, name)!);
      const isTried = names.every(isKnown) && columns.some((it) => it.generated === undefined) &&
        !callsDeclared([check.expression, ...columns.map(definitionOf)], declared);
      return isTried ? [{ table, columns, check }] : [];
    });
  });
}

/** Whether the texts call a function whose results are not known here. */
function callsDeclared(texts: readonly string[], { functions = {} }: Declared = {}): boolean {
  const names = Object.keys(functions).map(fold);
  return texts.some((text) => names.some((name) => mentions(text).has(name)));
}

const ROWS = 64;

function failsInEveryRow({ table, columns, check }: Trial, shadow: ShadowDatabase): boolean {
  const name = quoteName(table.name);
  const definitions = columns.map(definitionOf).join(", ");
  const fails = `SELECT count(*) FROM ${name} WHERE NOT (${check.expression})`;
  const statements = [
    "BEGIN",
    `CREATE TABLE ${name} (${definitions})${table.strict ? " STRICT" : ""}`,
    ...Array<string>(ROWS).fill(`INSERT INTO ${name} DEFAULT VALUES`),
  ];
  const isMade = statements.every((sql) => shadow.attempt(sql) === undefined);
  const answer = isMade ? shadow.tryQuery(fails) : [];
  const failed = typeof answer !== "string" && Number(answer[0]?.[0]) === ROWS;
  shadow.execute("ROLLBACK");
  return failed;
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
