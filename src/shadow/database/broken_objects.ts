import { describeObject } from "../../diff/describe.ts";
import {
  findByName,
  type Index,
  type SchemaSnapshot,
  type Table,
  type Trigger,
  type View,
} from "../../schema/snapshot.ts";
import { programOf } from "../../schema/dependencies/trigger_program.ts";
import { quoteName } from "../../sql/names.ts";
import { engineWords } from "../explain/explain.ts";
import type { ShadowDatabase } from "./shadow_database.ts";

/** An object that makes SQLite refuse every ALTER that compiles the schema. */
export type Obstacle = View | Trigger | Index;

/** An object that the engine stored but cannot compile, or a table that no row can be inserted into. */
export interface BrokenObject<Kind = Obstacle | Table> {
  readonly object: Kind;
  /** The engine's message. */
  readonly reason: string;
}

/**
 * The objects of a schema just read that do not compile: views and triggers in the order of the
 * snapshot, and an index. SQLite accepts them if their tables do not exist, and an index over a column
 * in double quotes that does not exist, but a single one then blocks every later RENAME and DROP COLUMN.
 * https://www.sqlite.org/lang_altertable.html#altertabrename
 */
export function brokenObjects(
  shadow: ShadowDatabase,
  snapshot: SchemaSnapshot,
): BrokenObject<Obstacle>[] {
  return [...brokenPrograms(shadow, snapshot), ...brokenIndex(shadow, snapshot)];
}

/** The index that is in the way of an ALTER, if the first thing in the way is one. */
function brokenIndex(shadow: ShadowDatabase, { indexes }: SchemaSnapshot): BrokenObject<Index>[] {
  const [, name, reason] = INDEX_IN_THE_WAY.exec(shadow.alterRefusal ?? "") ?? [];
  const object = name === undefined ? undefined : findByName(indexes, name);
  return object === undefined ? [] : [{ object, reason: reason! }];
}

const INDEX_IN_THE_WAY = /^error in index (.+) after drop column: (.+)$/s;

function brokenPrograms(
  shadow: ShadowDatabase,
  snapshot: SchemaSnapshot,
): readonly BrokenObject<View | Trigger>[] {
  const suspects = [...snapshot.views, ...snapshot.triggers];
  if (suspects.length === 0) return [];
  // Otherwise a foreign key without a parent would be blamed on the trigger.
  const keys = Number(shadow.query("PRAGMA foreign_keys")[0]?.[0]);
  shadow.execute("PRAGMA foreign_keys = OFF");
  const compile = compilerOf(shadow);
  const broken = suspects.flatMap((object): BrokenObject<View | Trigger>[] => {
    const reason = probeFor(object, shadow, compile);
    return reason === undefined ? [] : [{ object, reason }];
  });
  const blamed = withoutInnocent(broken, snapshot, shadow);
  shadow.execute(`PRAGMA foreign_keys = ${keys}`);
  return blamed;
}

/**
 * Those of the objects that do not compile without other triggers, either: the triggers of a table,
 * and those of the tables that they write to, compile together.
 */
function withoutInnocent(
  broken: readonly BrokenObject<View | Trigger>[],
  { triggers }: SchemaSnapshot,
  shadow: ShadowDatabase,
): readonly BrokenObject<View | Trigger>[] {
  if (triggers.length < 2 || !broken.some(({ object }) => object.kind === "trigger")) return broken;
  shadow.execute("SAVEPOINT alone");
  for (const { name } of triggers) shadow.execute(`DROP TRIGGER ${quoteName(name)}`);
  const alone = broken.flatMap((it) => it.object.kind === "view" ? it : onItsOwn(it, shadow));
  shadow.execute("ROLLBACK TO alone");
  shadow.execute("RELEASE alone");
  return alone.length > 0 ? alone : broken;
}

/** The trigger, with the reason why it does not compile in a schema without any; none if it does. */
function onItsOwn(
  { object, reason }: BrokenObject<View | Trigger>,
  shadow: ShadowDatabase,
): BrokenObject<View | Trigger>[] {
  if (object.kind === "view" || shadow.attempt(object.sql) !== undefined) {
    return [{ object, reason }];
  }
  const alone = probeFor(object, shadow, (sql) => shadow.compile(sql));
  shadow.execute(`DROP TRIGGER ${quoteName(object.name)}`);
  if (alone === undefined) return [];
  // What writes to a view needs the triggers of that.
  return [{ object, reason: /because it is a view$/.test(alone) ? reason : alone }];
}

/**
 * The tables with a default that calls a function the engine does not have: SQLite looks it up only
 * when a row is inserted.
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

/** The message for a broken object. */
export function brokenMessage({ object, reason }: BrokenObject): string {
  return `Cannot compile ${describeObject(object)}: ${engineWords(reason)}`;
}

/** Returns the engine's message if it refuses to compile a statement. */
type Compile = (sql: string) => string | undefined;

/** Compiles each statement once: all triggers of a table compile with one statement that fires them. */
function compilerOf(shadow: ShadowDatabase): Compile {
  const answers = new Map<string, string | undefined>();
  return (sql) => {
    if (!answers.has(sql)) answers.set(sql, shadow.compile(sql));
    return answers.get(sql);
  };
}

/** Why a view or trigger does not compile, or undefined. */
function probeFor(
  object: View | Trigger,
  shadow: ShadowDatabase,
  compile: Compile,
): string | undefined {
  if (object.kind === "view") return compile(`SELECT * FROM ${quoteName(object.name)}`);
  const table = quoteName(object.table);
  switch (programOf(object).event) {
    case "insert":
      return compile(`INSERT INTO ${table} DEFAULT VALUES`);
    case "delete":
      return compile(`DELETE FROM ${table}`);
    case "update": {
      // The columns of a broken view cannot be determined.
      const refusal = compile(`SELECT * FROM ${table}`);
      if (refusal !== undefined) return refusal;
      const columns = writableColumns(object, shadow).map(quoteName);
      return compile(
        `UPDATE ${table} SET ${columns.map((name) => `${name} = ${name}`).join(", ")}`,
      );
    }
  }
}

function writableColumns(trigger: Trigger, shadow: ShadowDatabase): string[] {
  const rows = shadow.query(
    "SELECT name FROM pragma_table_xinfo(?, 'main') WHERE hidden = 0",
    trigger.table,
  );
  return rows.map(([name]) => String(name));
}
