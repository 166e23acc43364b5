import { type Engine, openEngine } from "../../src/host/engines/engine.ts";
import type { EngineName } from "../../src/base/engine_name.ts";
import { quoteName, quoteString } from "../../src/sql/names.ts";
import { type Random, randomFrom } from "../bench/random.ts";
import { editSchema } from "./edits.ts";
import type { SchemaModel } from "./model.ts";
import { freshName, otherCase } from "./names.ts";
import { respelled } from "./respelled.ts";
import { renderSchema } from "./render.ts";
import { generateSchema } from "./schemas.ts";
import { penFor } from "./spelling.ts";

/** A history as files of statements, without semicolons. */
export type RandomHistory = readonly (readonly string[])[];

/**
 * A history of about ten files, each statement of which an engine has run in some spelling: random
 * schemas, followed by what people and tools do to them, sensible or not; some end with a statement
 * that the engine refuses. The same seed gives the same history.
 */
export async function randomHistory(seed: number, engine: EngineName): Promise<RandomHistory> {
  const random = randomFrom(seed * 48_271 + 11);
  const place: Place = {
    engine: await openEngine(engine),
    random,
    later: [],
    model: generateSchema({ seed, tables: 2 + random.below(5) }),
  };
  try {
    const files = [renderSchema(place.model).filter((sql) => runs(place, sql))];
    const count = 4 + random.below(10);
    while (files.length < count) {
      const file: string[] = [];
      for (let wanted = 1 + random.below(4); wanted > 0; wanted--) {
        for (const sql of nextStatements(place)) if (runs(place, sql)) file.push(sql);
      }
      if (file.length > 0) files.push(file);
    }
    if (random.chance(0.35)) {
      const refused = refusedFile(place);
      if (refused !== undefined) files.push(refused);
    }
    const spelling = randomFrom(seed);
    const spelled = files.map((file) => file.map((sql) => respelled(sql, spelling)));
    // Many histories start with several small files instead of one.
    return random.chance(0.5) ? spelled : [...spelled[0]!.map((sql) => [sql]), ...spelled.slice(1)];
  } finally {
    place.engine.close();
  }
}

/** A file whose last statement is refused, to end a history that fails. */
function refusedFile(place: Place): string[] | undefined {
  const file: string[] = [];
  for (let attempt = 0; attempt < 12; attempt++) {
    const isLikely = place.random.chance(0.6);
    const likely = place.random.pick([belowViews, belowViews, renameColumn, changeParents]);
    for (const sql of isLikely ? likely(place) : nextStatements(place)) {
      file.push(sql);
      if (!runs(place, sql)) return file;
    }
  }
}

interface Place {
  readonly engine: Engine;
  readonly random: Random;
  /** What later files do with the objects of earlier ones. */
  readonly later: Action[];
  model: SchemaModel;
}

function runs({ engine }: Place, sql: string): boolean {
  return engine.run(sql) === undefined;
}

type Action = (place: Place) => readonly string[];

/** The operations, with their relative frequencies. */
const ACTIONS: readonly (readonly [number, Action])[] = [
  [12, ({ random, ...place }) => alter(place, random, (t) => `RENAME TO ${newName(random, t)}`)],
  [12, renameColumn],
  [10, (place) => onColumn(place, (column) => `DROP COLUMN ${column}`)],
  [12, addColumn],
  [10, drop],
  [8, reuseName],
  [14, createOthers],
  [5, brokenView],
  [8, mend],
  [5, viewChain],
  [6, belowViews],
  [5, family],
  [8, changeParents],
  [6, loggingTrigger],
  [3, viewTrigger],
  [4, circle],
  [12, write],
  [5, rebuild],
  [4, checkKeys],
  [3, search],
  [2, pragma],
  [3, index],
];

function nextStatements(place: Place): readonly string[] {
  if (place.random.chance(0.4)) {
    const continued = place.later.shift();
    if (continued !== undefined) return continued(place);
  }
  const total = ACTIONS.reduce((sum, [weight]) => sum + weight, 0);
  let left = place.random.next() * total;
  return ACTIONS.find(([weight]) => (left -= weight) < 0)![1](place);
}

/** The names of the existing objects of some types, without backing tables. */
function objects({ engine }: Pick<Place, "engine">, ...types: readonly string[]): string[] {
  const rows = engine.query(
    "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' " +
      "AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')",
  );
  return rows.filter(([type]) => types.includes(String(type))).map(([, name]) => String(name));
}

function columns({ engine }: Pick<Place, "engine">, table: string): string[] {
  if (engine.compile(`SELECT * FROM ${quoteName(table)}`) !== undefined) return [];
  return engine.query("SELECT name FROM pragma_table_xinfo(?)", table)
    .map(([name]) => String(name));
}

/** A name in some style of quotes, sometimes in another case. */
function spell(random: Random, name: string): string {
  const pen = penFor(1 + random.below(1_000));
  return random.chance(0.2) ? pen.reference(name) : pen.name(name);
}

/** A name for a new object, sometimes one that is or was in use. */
function newName(random: Random, near = ""): string {
  const other = random.chance(0.15) ? otherCase(random, near) : undefined;
  return spell(random, other ?? freshName(random, { kind: "object", taken: new Set(), odd: 0.3 }));
}

function pick(random: Random, list: readonly string[]): string | undefined {
  return list.length === 0 ? undefined : random.pick(list);
}

function qualified(random: Random, name: string): string {
  return random.chance(0.15) ? `main.${spell(random, name)}` : spell(random, name);
}

function alter(
  place: Pick<Place, "engine">,
  random: Random,
  change: (table: string) => string,
): string[] {
  const table = pick(random, objects(place, "table"));
  return table === undefined ? [] : [`ALTER TABLE ${qualified(random, table)} ${change(table)}`];
}

function onColumn(place: Place, change: (column: string) => string): string[] {
  const { random } = place;
  return alter(
    place,
    random,
    (table) => change(spell(random, pick(random, columns(place, table)) ?? "x")),
  );
}

function renameColumn(place: Place): string[] {
  const { random } = place;
  const name = freshName(random, { kind: "column", taken: new Set(), odd: 0.3 });
  return onColumn(place, (column) => `RENAME COLUMN ${column} TO ${spell(random, name)}`);
}

function addColumn(place: Place): string[] {
  const { random } = place;
  const name = freshName(random, { kind: "column", taken: new Set(), odd: 0.3 });
  const parent = spell(random, pick(random, objects(place, "table")) ?? "nowhere");
  const definition = random.pick([
    "",
    "TEXT",
    "INTEGER DEFAULT 7",
    "TEXT NOT NULL DEFAULT 'x'",
    "INTEGER NOT NULL",
    `INTEGER REFERENCES ${parent}`,
    `REFERENCES ${parent} ON DELETE CASCADE`,
    `REFERENCES ${parent} ON DELETE SET NULL ON UPDATE CASCADE`,
    "INTEGER CHECK (1 > 0)",
    "AS (1)",
  ]);
  return alter(place, random, () => `ADD COLUMN ${spell(random, name)} ${definition}`);
}

function drop(place: Place): string[] {
  const { random } = place;
  const type = random.pick(["table", "view", "index", "trigger", "table", "view"]);
  const name = pick(random, objects(place, type)) ?? "gone";
  const condition = random.chance(0.3) ? "IF EXISTS " : "";
  return [`DROP ${type} ${condition}${qualified(random, name)}`];
}

/** Recreates a dropped object as another kind, while others may still read from it. */
function reuseName(place: Place): string[] {
  const { random } = place;
  const name = pick(random, objects(place, "table", "view"));
  if (name === undefined) return [];
  const type = objects(place, "table").includes(name) ? "TABLE" : "VIEW";
  const [first = "a", second = "b"] = columns(place, name);
  const again = spell(random, random.chance(0.2) ? otherCase(random, name) ?? name : name);
  return [
    `DROP ${type} ${spell(random, name)}`,
    random.chance(0.3)
      ? `CREATE VIEW ${again} AS SELECT 1 AS ${spell(random, first)}`
      : `CREATE TABLE ${again} (${spell(random, first)} INTEGER PRIMARY KEY, ${
        spell(random, second === first ? `${first}_2` : second)
      } TEXT)`,
  ];
}

/** Creates what an edited or another schema has and this one lacks. */
function createOthers(place: Place): string[] {
  const seed = place.random.below(1_000_000);
  place.model = place.random.chance(0.3)
    ? generateSchema({ seed, tables: 3 })
    : editSchema(place.model, { seed, edits: 3 });
  const all = renderSchema(place.model);
  return all.filter(() => place.random.chance(0.4));
}

function brokenView(place: Place): string[] {
  const { random } = place;
  const source = random.chance(0.3) ? "nowhere" : pick(random, objects(place, "table", "view"));
  const column = random.chance(0.2) ? "missing" : pick(random, columns(place, source ?? ""));
  const list = random.pick(["*", spell(random, column ?? "missing"), "count(*) AS n"]);
  const other = pick(random, objects(place, "table", "view")) ?? "nowhere";
  const join = random.chance(0.3) ? `, ${spell(random, other)} AS other` : "";
  return [
    `CREATE VIEW ${newName(random)} AS SELECT ${list} FROM ${
      spell(random, source ?? "nowhere")
    }${join}`,
  ];
}

/** A view over a view. A later ALTER compiles both, and then follows what may break them. */
function viewChain(place: Place): string[] {
  const { random } = place;
  const table = pick(random, objects(place, "table"));
  const column = table === undefined ? undefined : pick(random, columns(place, table));
  if (table === undefined || column === undefined) return [];
  const [first, second] = [newName(random), newName(random)];
  const shown = spell(random, column);
  place.later.push(mend, renameColumn);
  if (random.chance(0.5)) place.later.push((place) => withoutColumn(place, table, column));
  return [
    `CREATE VIEW ${first} AS SELECT ${random.pick([shown, "*"])} FROM ${spell(random, table)}`,
    `CREATE VIEW ${second} AS SELECT ${random.pick([shown, shown, "*"])} FROM ${first}`,
  ];
}

/** The same table without a column, so that only some of its views still compile. */
function withoutColumn(place: Place, table: string, column: string): string[] {
  const kept = columns(place, table).filter((name) => name !== column).map(quoteName);
  return kept.length === 0 ? [] : [
    `DROP TABLE ${quoteName(table)}`,
    `CREATE TABLE ${quoteName(table)} (${kept.join(", ")})`,
  ];
}

/**
 * An ALTER of a column that a view over a view selects: the engine rewrites the views or refuses
 * it.
 */
function belowViews(place: Place): string[] {
  const { random, engine } = place;
  const chains = engine.query(
    `SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c,
      sqlite_schema AS v, sqlite_schema AS w
    WHERE t.type = 'table' AND v.type = 'view' AND w.type = 'view' AND v.name <> w.name
      AND instr(v.sql, t.name) > 0 AND instr(v.sql, c.name) > 0 AND instr(w.sql, v.name) > 0`,
  );
  if (chains.length === 0) return viewChain(place);
  const [table = "", column = ""] = random.pick(chains).map((name) => spell(random, String(name)));
  return [
    `ALTER TABLE ${table} ${
      random.pick([
        `RENAME COLUMN ${column} TO ${spell(random, `${random.below(100)}_new`)}`,
        `DROP COLUMN ${column}`,
        `RENAME TO ${newName(random)}`,
      ])
    }`,
  ];
}

/**
 * A parent, a child and a grandchild with rows, whose foreign keys and trigger propagate changes.
 */
function family({ random, later }: Place): string[] {
  const [parent, child, grandchild] = [newName(random), newName(random), newName(random)];
  const [log, trigger] = [newName(random), newName(random)];
  later.push(
    () => [`INSERT INTO ${child} VALUES (3, 1, 'z')`],
    () => [
      random.pick([
        `DELETE FROM ${parent} WHERE id = 1`,
        `UPDATE ${parent} SET id = 7 WHERE id = 1`,
        `REPLACE INTO ${parent} VALUES (1, 'c')`,
      ]),
    ],
    () => [`DELETE FROM ${parent}`],
  );
  const action = () =>
    random.pick(["ON DELETE CASCADE", "ON DELETE SET NULL", "ON UPDATE CASCADE ON DELETE CASCADE"]);
  return [
    `CREATE TABLE ${parent} (id INTEGER PRIMARY KEY, code TEXT UNIQUE)`,
    `CREATE TABLE ${child} (id INTEGER PRIMARY KEY, p REFERENCES ${parent} (id) ${action()}, note)`,
    `CREATE TABLE ${grandchild} (id INTEGER PRIMARY KEY, c REFERENCES ${child} ${action()})`,
    `INSERT INTO ${parent} VALUES (1, 'a'), (2, 'b')`,
    `INSERT INTO ${child} VALUES (1, 1, 'x'), (2, 2, 'y')`,
    `INSERT INTO ${grandchild} VALUES (1, 1), (2, 2)`,
    `CREATE TABLE ${log} (n)`,
    `CREATE TRIGGER ${trigger} AFTER ${random.pick(["INSERT", "DELETE"])} ON ${child} ` +
    `BEGIN INSERT INTO ${log} VALUES (1); END`,
  ];
}

/** Changes or deletes rows that others reference, or runs an ALTER that checks such rows. */
function changeParents(place: Place): string[] {
  const { random, engine } = place;
  const pairs = engine.query(
    `SELECT t.name, k."table" FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS k
    WHERE t.type = 'table' AND EXISTS (SELECT 1 FROM sqlite_schema AS p
      WHERE p.type = 'table' AND p.name = k."table" COLLATE NOCASE)`,
  );
  if (pairs.length === 0) return family(place);
  const [child, parent] = random.pick(pairs).map((name) => spell(random, String(name)));
  const key = spell(random, columns(place, String(parent))[0] ?? "id");
  return [
    random.pick([
      `DELETE FROM ${parent}`,
      `DELETE FROM ${parent} WHERE ${key} = 1`,
      `UPDATE ${parent} SET ${key} = ${key} + 10 WHERE ${key} = 2`,
      `REPLACE INTO ${parent} (${key}) VALUES (1)`,
      `DROP TABLE ${parent}`,
      `ALTER TABLE ${child} ADD COLUMN added_${random.below(1000)} NOT NULL`,
      `CREATE UNIQUE INDEX ${newName(random)} ON ${child} (${
        spell(random, columns(place, String(child)).at(-1) ?? "id")
      })`,
    ]),
  ];
}

/** Drops what no longer compiles, so that ALTERs run again. */
function mend(place: Place): string[] {
  return objects(place, "view", "trigger").flatMap((name) => {
    const isView = objects(place, "view").includes(name);
    const isBroken = isView
      ? place.engine.compile(`SELECT * FROM ${quoteName(name)}`) !== undefined
      : place.random.chance(0.5);
    return isBroken ? [`DROP ${isView ? "VIEW" : "TRIGGER"} ${quoteName(name)}`] : [];
  });
}

/** A statement that changes the rows of a table. */
function writing(place: Place): string {
  const { random } = place;
  const table = pick(random, objects(place, "table")) ?? "nowhere";
  const name = spell(random, table);
  const column = spell(random, pick(random, columns(place, table)) ?? "x");
  const source = spell(random, pick(random, objects(place, "table", "view")) ?? "nowhere");
  return random.pick([
    `INSERT INTO ${name} DEFAULT VALUES`,
    `INSERT INTO ${name} (${column}) VALUES (1)`,
    `INSERT INTO ${name} (${column}) VALUES (2), ('b'), (NULL)`,
    `INSERT OR IGNORE INTO ${name} (${column}) SELECT count(*) FROM ${source}`,
    `INSERT OR REPLACE INTO ${name} (${column}) VALUES (1)`,
    `REPLACE INTO ${name} (${column}) VALUES (2)`,
    `INSERT INTO ${name} (${column}) VALUES (3) ON CONFLICT DO UPDATE SET ${column} = 4`,
    `UPDATE ${name} SET ${column} = 5`,
    `UPDATE OR REPLACE ${name} SET ${column} = 1`,
    `UPDATE ${name} SET ${column} = ${column} WHERE ${column} IS NOT NULL`,
    `DELETE FROM ${name}`,
    `DELETE FROM ${name} WHERE ${column} = 1`,
  ]);
}

function write(place: Place): string[] {
  const special = place.random.chance(0.1);
  return special
    ? [place.random.pick([
      "UPDATE sqlite_sequence SET seq = seq + 5",
      "DELETE FROM sqlite_sequence",
      "CREATE TABLE IF NOT EXISTS counted (id INTEGER PRIMARY KEY AUTOINCREMENT, v UNIQUE)",
      "INSERT INTO counted (v) VALUES (NULL), (random())",
    ])]
    : [writing(place)];
}

function loggingTrigger(place: Place): string[] {
  const { random } = place;
  const table = spell(random, pick(random, objects(place, "table")) ?? "nowhere");
  const event = random.pick(["INSERT", "UPDATE", "DELETE"]);
  const body = random.chance(0.2) ? "INSERT INTO nowhere VALUES (1)" : writing(place);
  const time = random.pick(["AFTER", "BEFORE"]);
  return [
    `CREATE TRIGGER ${newName(random)} ${time} ${event} ON ${table} BEGIN ${body}; END`,
  ];
}

function viewTrigger(place: Place): string[] {
  const { random } = place;
  const view = spell(random, pick(random, objects(place, "view")) ?? "nowhere");
  return [
    `CREATE TRIGGER ${newName(random)} INSTEAD OF INSERT ON ${view} BEGIN ${writing(place)}; END`,
    `INSERT INTO ${view} DEFAULT VALUES`,
  ];
}

/** Tables that reference each other, and one that references itself. */
function circle({ random }: Place): string[] {
  const [left, right] = [newName(random), newName(random)];
  const action = random.pick(["", "ON DELETE CASCADE", "ON DELETE SET NULL", "ON UPDATE CASCADE"]);
  return [
    `CREATE TABLE ${left} (id INTEGER PRIMARY KEY, other REFERENCES ${right} (id) ${action}, code)`,
    `CREATE TABLE ${right} (id INTEGER PRIMARY KEY, other REFERENCES ${left} ${action},` +
    ` self REFERENCES ${right} (id) ${action}, code UNIQUE)`,
    `INSERT INTO ${left} (id) VALUES (1), (2)`,
    `INSERT INTO ${right} (id, other) VALUES (1, 1)`,
  ];
}

/** A rebuild as tools write it. */
function rebuild(place: Place): string[] {
  const { random } = place;
  const table = pick(random, objects(place, "table"));
  if (table === undefined) return [];
  const kept = columns(place, table).map((name) => spell(random, name));
  const fresh = spell(random, `new_${table}`);
  return [
    ...random.chance(0.5) ? ["PRAGMA foreign_keys = OFF"] : [],
    `CREATE TABLE ${fresh} (${kept.join(", ")})`,
    `INSERT INTO ${fresh} SELECT ${kept.join(", ")} FROM ${spell(random, table)}`,
    `DROP TABLE ${spell(random, table)}`,
    `ALTER TABLE ${fresh} RENAME TO ${spell(random, table)}`,
    ...random.chance(0.5) ? ["PRAGMA foreign_keys = ON"] : [],
  ];
}

function checkKeys({ random }: Place): string[] {
  return random.chance(0.5) ? ["PRAGMA foreign_key_check"] : [
    "CREATE TABLE gate (ok CHECK (ok))",
    "INSERT INTO gate SELECT count(*) = 0 FROM pragma_foreign_key_check",
    "DROP TABLE gate",
  ];
}

function search(place: Place): string[] {
  const { random } = place;
  const name = `${freshName(random, { kind: "object", taken: new Set(), odd: 0 })}_fts`;
  const table = pick(random, objects(place, "table")) ?? "nowhere";
  return [
    random.chance(0.5)
      ? `CREATE VIRTUAL TABLE ${name} USING fts5(title, body)`
      : `CREATE VIRTUAL TABLE ${name} USING fts5(title, content=${quoteString(table)})`,
    `INSERT INTO ${name} (title) VALUES ('a')`,
    random.pick([
      `ALTER TABLE ${name} RENAME TO ${name}_2`,
      `DROP TABLE ${name}`,
      `CREATE TABLE ${name}_content (a)`,
      `CREATE VIEW ${name}_view AS SELECT title FROM ${name}`,
    ]),
  ];
}

function pragma({ random }: Place): string[] {
  return [random.pick([
    "PRAGMA legacy_alter_table = ON",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA defer_foreign_keys = ON",
  ])];
}

function index(place: Place): string[] {
  const { random } = place;
  const table = pick(random, objects(place, "table")) ?? "nowhere";
  const column = pick(random, columns(place, table)) ?? "x";
  const unique = random.chance(0.5) ? "UNIQUE " : "";
  return [
    `CREATE ${unique}INDEX ${newName(random)} ON ${spell(random, table)} (${
      spell(random, column)
    })`,
  ];
}
