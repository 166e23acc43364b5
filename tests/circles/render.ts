import type { CircleCase, KeyKind, KeyModel, TableModel } from "./model.ts";
import { changeOf, isInPrimaryKey, isWithoutRowid, parentOf, tightensKey } from "./facts.ts";

/** The statements of the schema before or after the change. */
export function schemaSql(circle: CircleCase, side: "before" | "after"): string {
  const statements = circle.tables.flatMap((table, number) => {
    const name = `t${number}`;
    return [
      tableSql(circle, number, side),
      ...(table.codeBy === "index" ? [`CREATE UNIQUE INDEX ${name}_code ON ${name} (code)`] : []),
      ...table.keys.flatMap((key, index) => indexSql(circle, number, { key, index })),
    ];
  });
  // Objects come after all tables, since they may mention several.
  const others = circle.tables.flatMap((table, number) => besides(circle, table, number));
  return ["CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT)", ...statements, ...others]
    .map((sql) => `${sql};\n`).join("");
}

function tableSql(circle: CircleCase, number: number, side: "before" | "after"): string {
  const table = circle.tables[number]!;
  const change = side === "after" ? changeOf(circle, number) : "none";
  const n = [
    "n INT",
    change === "not null" ? " NOT NULL" : "",
    change === "unique" ? " UNIQUE" : "",
    ` DEFAULT ${change === "default" || change === "not null" ? 2 : 1}`,
    change === "check" ? " CHECK (n > 0)" : "",
  ].join("");
  const parts = [
    ...keySql(table),
    `code TEXT${table.codeBy === "constraint" ? " UNIQUE" : ""}`,
    n,
    "note TEXT",
    ...table.keys.flatMap((key, index) => {
      const isFirst = index === 0;
      const changed = {
        ...key,
        ...(isFirst && change === "action" && { onDelete: otherAction(key) }),
        ...(isFirst && tightensKey(circle, number, side) && { notNull: true }),
      };
      return foreignKeySql(circle, number, { key: changed, index });
    }),
  ];
  // Constraints come after the columns.
  const isConstraint = (part: string) => /^(PRIMARY|FOREIGN|CHECK)/.test(part);
  const body = [...parts.filter((it) => !isConstraint(it)), ...parts.filter(isConstraint)];
  const options = [
    ...(table.strict || change === "strict" ? ["STRICT"] : []),
    ...(isWithoutRowid(table) ? ["WITHOUT ROWID"] : []),
  ];
  return `CREATE TABLE t${number} (\n  ${body.join(",\n  ")}\n)${
    options.length > 0 ? ` ${options.join(", ")}` : ""
  }`;
}

function otherAction({ onDelete }: KeyModel): KeyModel["onDelete"] {
  return onDelete === "CASCADE" ? "NO ACTION" : "CASCADE";
}

function keySql({ key, keyNotNull }: TableModel): string[] {
  const notNull = keyNotNull ? " NOT NULL" : "";
  const sql: Record<KeyKind, string[]> = {
    integer: ["id INTEGER PRIMARY KEY"],
    autoincrement: ["id INTEGER PRIMARY KEY AUTOINCREMENT"],
    text: [`id TEXT${notNull} PRIMARY KEY`],
    composite: [`id INTEGER${notNull}`, `part TEXT${notNull}`, "PRIMARY KEY (id, part)"],
  };
  return sql[key];
}

interface NumberedKey {
  readonly key: KeyModel;
  readonly index: number;
}

/** The columns of a foreign key of a table. */
export function columnsOf(circle: CircleCase, number: number, { key, index }: NumberedKey) {
  const parent = circle.tables[parentOf(circle, key)]!;
  const isComposite = parent.key === "composite" && key.target === "primary";
  if (isInPrimaryKey(circle, number, key)) return isComposite ? ["id", "part"] : ["id"];
  return isComposite ? [`f${index}`, `f${index}_part`] : [`f${index}`];
}

function foreignKeySql(circle: CircleCase, number: number, numbered: NumberedKey): string[] {
  const { key } = numbered;
  const parent = parentOf(circle, key);
  const columns = columnsOf(circle, number, numbered);
  const isComposite = columns.length === 2;
  const target = key.target === "code" ? "code" : isComposite ? "id, part" : "id";
  const reference = `FOREIGN KEY (${columns.join(", ")}) REFERENCES t${parent} (${target})` +
    ` ON DELETE ${key.onDelete} ON UPDATE ${key.onUpdate}` +
    (key.deferred ? " DEFERRABLE INITIALLY DEFERRED" : "");
  if (isInPrimaryKey(circle, number, key)) return [reference];
  const isText = isTextKey(circle, key);
  const defaults = { none: "", first: valueOf(isText, 0, key), orphan: isText ? "'zz'" : "99" };
  const [first, second] = columns;
  return [
    `${first} ${isText ? "TEXT" : "INTEGER"}${key.notNull ? " NOT NULL" : ""}` +
    (key.unique && !isComposite ? " UNIQUE" : "") +
    (key.default === "none" ? "" : ` DEFAULT ${defaults[key.default]}`) +
    (key.check === "not null" ? ` CHECK (${first} IS NOT NULL)` : "") +
    (key.check === "value"
      ? ` CHECK (${first} ${isText ? "GLOB '[a-z]*'" : "BETWEEN 0 AND 100"})`
      : ""),
    ...(second === undefined ? [] : [`${second} TEXT`]),
    reference,
  ];
}

function isTextKey(circle: CircleCase, key: KeyModel): boolean {
  return key.target === "code" || circle.tables[parentOf(circle, key)]!.key === "text";
}

/** The value of the first column of a row's key. */
export function valueOf(isText: boolean, row: number, { target }: Pick<KeyModel, "target">) {
  return target === "code" ? `'c${row + 1}'` : isText ? `'k${row + 1}'` : `${row + 1}`;
}

function indexSql(circle: CircleCase, number: number, numbered: NumberedKey): string[] {
  const { key: { index: kind }, index } = numbered;
  if (kind === "none" || isInPrimaryKey(circle, number, numbered.key)) return [];
  const unique = kind === "unique" ? "UNIQUE " : "";
  const columns = columnsOf(circle, number, numbered).join(", ");
  // The unique index also has the note, so that rows may share a parent.
  const more = unique === "" ? "" : ", note";
  return [`CREATE ${unique}INDEX t${number}_f${index} ON t${number} (${columns}${more})`];
}

/** The triggers, views and search indexes of a table. */
function besides(circle: CircleCase, table: TableModel, number: number): string[] {
  const name = `t${number}`;
  const row = table.trigger === "DELETE" ? "old" : "new";
  const next = `t${(number + 1) % circle.tables.length}`;
  return [
    ...(table.trigger === "none" ? [] : [
      `CREATE TRIGGER ${name}_log AFTER ${table.trigger} ON ${name} BEGIN ` +
      `INSERT INTO log (what) VALUES ('${name} ' || ${row}.n); END`,
      `CREATE TRIGGER log_${name} AFTER INSERT ON log WHEN new.what = '${name}' BEGIN ` +
      `UPDATE ${name} SET n = n + 1; END`,
    ]),
    ...(table.view
      ? [`CREATE VIEW ${name}_view AS SELECT ${name}.n, other.note FROM ${name}, ${next} AS other`]
      : []),
    ...searchSql(table, name),
  ];
}

function searchSql(table: TableModel, name: string): string[] {
  if (!hasSearch(table)) return [];
  const into = `INSERT INTO ${name}_search`;
  const remove = `${into} (${name}_search, rowid, note) VALUES ('delete', old.id, old.note);`;
  const add = `${into} (rowid, note) VALUES (new.id, new.note);`;
  const trigger = (event: string, body: string) =>
    `CREATE TRIGGER ${name}_${event} AFTER ${event} ON ${name} BEGIN ${body} END`;
  return [
    `CREATE VIRTUAL TABLE ${name}_search USING fts5(note, content='${name}', content_rowid='id')`,
    ...(table.search === "alone" ? [] : [
      trigger("INSERT", add),
      trigger("DELETE", remove),
      trigger("UPDATE", `${remove} ${add}`),
    ]),
  ];
}

/** Whether a search index reads the table: only an integer key can be its rowid. */
export function hasSearch({ search, key }: TableModel): boolean {
  return search !== "none" && (key === "integer" || key === "autoincrement");
}
