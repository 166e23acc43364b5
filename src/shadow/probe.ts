import { describeObject } from "../diff/describe.ts";
import type { SchemaSnapshot, Table, Trigger, View } from "../schema/snapshot.ts";
import { canonicalTokens } from "../sql/canonical.ts";
import { quoteName } from "../sql/names.ts";
import { tokenize } from "../sql/tokens.ts";
import { engineWords } from "./explain/explain.ts";
import type { ShadowDatabase } from "./shadow_database.ts";

/** A view or trigger that the engine stored and cannot run, or a table that no row can be put into. */
export interface BrokenObject<Kind = View | Trigger | Table> {
  readonly object: Kind;
  /** The engine's own words. */
  readonly reason: string;
}

/**
 * The views and triggers that do not compile, in the order of the snapshot. SQLite accepts them over
 * tables that are not there; one of them then blocks every later RENAME and DROP COLUMN.
 * https://www.sqlite.org/lang_altertable.html#altertabrename
 */
export function brokenObjects(
  shadow: ShadowDatabase,
  snapshot: SchemaSnapshot,
): BrokenObject<View | Trigger>[] {
  const suspects = [...snapshot.views, ...snapshot.triggers];
  if (suspects.length === 0) return [];
  // Keys that have no parent would be blamed on the trigger.
  const keys = Number(shadow.query("PRAGMA foreign_keys")[0]?.[0]);
  shadow.execute("PRAGMA foreign_keys = OFF");
  const compile = compilerOf(shadow);
  const broken = suspects.flatMap((object): BrokenObject<View | Trigger>[] => {
    const reason = probeFor(object, shadow, compile);
    return reason === undefined ? [] : [{ object, reason }];
  });
  shadow.execute(`PRAGMA foreign_keys = ${keys}`);
  return broken;
}

/**
 * The tables with a default that calls what the engine does not have: SQLite looks for it when a row is
 * inserted, not before.
 */
export function unknownDefaults(
  shadow: ShadowDatabase,
  { tables }: Pick<SchemaSnapshot, "tables">,
): BrokenObject<Table>[] {
  return tables.flatMap((object) => {
    if (!object.columns.some((column) => column.default?.includes("("))) return [];
    const message = shadow.compile(`INSERT INTO ${quoteName(object.name)} DEFAULT VALUES`);
    const name = /^unknown function: (.+)\(\)$/.exec(message ?? "")?.[1];
    return name === undefined ? [] : [{ object, reason: `no such function: ${name}` }];
  });
}

/** What could not be done with a broken object, and why. */
export function brokenMessage({ object, reason }: BrokenObject): string {
  return `Cannot compile ${describeObject(object)}: ${engineWords(reason)}`;
}

/** What the engine says of a statement that it refuses to compile. */
type Compile = (sql: string) => string | undefined;

/** Asks once about each: all triggers of a table compile with one statement that fires them. */
function compilerOf(shadow: ShadowDatabase): Compile {
  const answers = new Map<string, string | undefined>();
  return (sql) => {
    if (!answers.has(sql)) answers.set(sql, shadow.compile(sql));
    return answers.get(sql);
  };
}

/** Why a view or trigger does not compile, if it does not. */
function probeFor(
  object: View | Trigger,
  shadow: ShadowDatabase,
  compile: Compile,
): string | undefined {
  if (object.kind === "view") return compile(`SELECT * FROM ${quoteName(object.name)}`);
  const table = quoteName(object.table);
  switch (eventOf(object)) {
    case "insert":
      return compile(`INSERT INTO ${table} DEFAULT VALUES`);
    case "delete":
      return compile(`DELETE FROM ${table}`);
    default: {
      // Nobody can tell the columns of a view that is broken itself.
      const refusal = compile(`SELECT * FROM ${table}`);
      if (refusal !== undefined) return refusal;
      const columns = writableColumns(object, shadow).map(quoteName);
      return compile(
        `UPDATE ${table} SET ${columns.map((name) => `${name} = ${name}`).join(", ")}`,
      );
    }
  }
}

/** What the trigger waits for: the first such word, which is before ON. */
function eventOf(trigger: Trigger): string | undefined {
  return canonicalTokens(tokenize(trigger.definition)).find((token) =>
    ["insert", "update", "delete"].includes(token)
  );
}

function writableColumns(trigger: Trigger, shadow: ShadowDatabase): string[] {
  const rows = shadow.query(
    "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0",
    trigger.table,
  );
  return rows.map(([name]) => String(name));
}
