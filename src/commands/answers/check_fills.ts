import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { suggest } from "../../base/suggest.ts";
import { fillKey } from "../../diff/demands/fills.ts";
import { enginesOf } from "../../base/target.ts";
import { mentions } from "../../schema/dependencies/mentions.ts";
import { findByName, type SchemaSnapshot, type Table } from "../../schema/snapshot.ts";
import { engineWords } from "../../shadow/explain/explain.ts";
import { guard } from "../../shadow/guard/guard.ts";
import { ShadowDatabase } from "../../shadow/database/shadow_database.ts";
import type { TargetDatabase } from "../../shadow/database/target_options.ts";
import { fold, quoteName } from "../../sql/names.ts";
import { splitStatements } from "../../sql/statements.ts";

/** The schema before, after its renames, and the values that rows get, as SQL by `fillKey`. */
export interface Filled {
  readonly renamed: SchemaSnapshot;
  readonly fills: ReadonlyMap<string, string>;
}

/**
 * Checks that every fill can be evaluated for a row of its table before the migration. Fails with
 * the engine's message for each that cannot.
 */
export async function checkFills(
  { renamed, fills }: Filled,
  { desired, target, declared }: TargetDatabase & { readonly desired: SchemaSnapshot },
): Promise<Result<void>> {
  if (fills.size === 0) return succeed(undefined);
  for (const engine of enginesOf(target)) {
    await using shadow = await ShadowDatabase.open({ engine, declared, foreignKeys: false });
    const faults = faultsOn(shadow, { renamed, fills, desired });
    if (faults.length > 0) return fail("misuse", faults);
  }
  return succeed(undefined);
}

function faultsOn(
  shadow: ShadowDatabase,
  { renamed, fills, desired }: Filled & { readonly desired: SchemaSnapshot },
): Diagnostic[] {
  return renamed.tables.flatMap((table) =>
    (findByName(desired.tables, table.name)?.columns ?? []).flatMap(({ name }): Diagnostic[] => {
      const sql = fills.get(fillKey(table.name, name));
      if (sql === undefined) return [];
      const names = mentions(sql);
      const readable = renamed.tables.filter((it) => it === table || names.has(fold(it.name)));
      const fault = faultOf({ table, column: name, sql, readable }, shadow);
      return fault === undefined ? [] : [fault];
    })
  );
}

interface Fill {
  /** The table before the migration, under its later name. */
  readonly table: Table;
  readonly column: string;
  readonly sql: string;
  /** The table, and all that the fill could read from. */
  readonly readable: readonly Table[];
}

function faultOf(fill: Fill, shadow: ShadowDatabase): Diagnostic | undefined {
  const { table, column, sql, readable } = fill;
  const [before, after] = ["SELECT (", `) FROM ${quoteName(table.name)}`];
  const text = before + sql + after;
  const script = splitStatements({ name: `--fill ${table.name}.${column}`, text });
  const refused = script.ok
    ? script.value.statements.map((it) => guard(it, shadow.engine)).find((it) => it !== undefined)
    : script.diagnostics[0];
  if (refused !== undefined) return withoutSelect(refused, { text: sql, offset: before.length });
  shadow.restore(readable);
  const reason = shadow.compile(text);
  for (const { name } of readable) shadow.execute(`DROP TABLE ${quoteName(name)}`);
  return reason === undefined ? undefined : badFill(fill, reason);
}

/** The diagnostic with its place in the typed text. */
function withoutSelect(
  { span, ...diagnostic }: Diagnostic,
  typed: { readonly text: string; readonly offset: number },
): Diagnostic {
  if (span === undefined) return diagnostic;
  const { source, startOffset, endOffset } = span;
  return {
    ...diagnostic,
    span: {
      source: { name: source.name, text: typed.text },
      startOffset: startOffset - typed.offset,
      endOffset: endOffset - typed.offset,
    },
  };
}

function badFill({ table, column, sql }: Fill, reason: string): Diagnostic {
  const missing = /no such column: (.+)$/.exec(reason)?.[1];
  const meant = missing === undefined
    ? undefined
    : suggest(missing, table.columns.map(({ name }) => name));
  return {
    code: "plan/bad-fill",
    severity: "error",
    message: `Cannot fill "${column}" of "${table.name}" with ${sql}: ${engineWords(reason)}`,
    hint: meant === undefined
      ? "Write an SQL expression over the columns the table has now; quote text like 'this'"
      : `Did you mean "${meant}"?`,
  };
}
