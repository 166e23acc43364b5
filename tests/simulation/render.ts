import {
  type Expression,
  type ForeignKeyModel,
  type Id,
  type IndexModel,
  type KeyColumn,
  namesById,
  type SchemaModel,
  type SearchModel,
  type TriggerModel,
  type ViewModel,
} from "./model.ts";
import { renderTable } from "./render_table.ts";
import { type Pen, penFor } from "./spelling.ts";

/** The current names of a schema, by id. */
export type Names = ReadonlyMap<Id, string>;

/** The CREATE statement of every object, in an order that runs, without semicolons. */
export function renderSchema(model: SchemaModel): string[] {
  const names = namesById(model);
  return [
    ...model.tables.map((table) => renderTable(table, names)),
    ...model.searches.map((search) => renderSearch(search, names)),
    ...model.indexes.map((index) => renderIndex(index, names)),
    ...model.views.map((view) => renderView(view, names)),
    ...model.triggers.map((trigger) => renderTrigger(trigger, names)),
  ];
}

/** The CREATE TABLE statements only. */
export function renderTables(model: SchemaModel): string[] {
  const names = namesById(model);
  return model.tables.map((table) => renderTable(table, names));
}

/** The CREATE INDEX statements only. */
export function renderIndexes(model: SchemaModel): string[] {
  const names = namesById(model);
  return model.indexes.map((index) => renderIndex(index, names));
}

/** The statements as one text. */
export function schemaText(statements: readonly string[]): string {
  return statements.map((sql) => `${sql};\n`).join("\n");
}

/** SQL text with the names of what it refers to. */
export function renderExpression(expression: Expression, names: Names, pen: Pen): string {
  const nameOf = (id: Id) => {
    const name = names.get(id);
    if (name === undefined) throw new Error(`Nothing is called ${id}`);
    return name;
  };
  return expression.map((piece) => {
    if (typeof piece === "string") return piece;
    if ("relation" in piece) return pen.reference(nameOf(piece.relation));
    if ("rowid" in piece) return `${piece.of}.rowid`;
    const prefix = piece.of === undefined ? "" : `${piece.of}.`;
    return prefix + pen.reference(nameOf(piece.column));
  }).join("");
}

/** The columns of a key, as written between parentheses. */
export function renderKey(columns: readonly KeyColumn[], names: Names, pen: Pen): string[] {
  return columns.flatMap((term, index) => [
    ...(index > 0 ? [","] : []),
    pen.reference(names.get(term.column)!),
    ...renderOrder(term, pen),
  ]);
}

function renderOrder(
  { collation, descending }: { collation: string | undefined; descending: boolean },
  pen: Pen,
): string[] {
  return [
    ...(collation === undefined ? [] : [...pen.words("COLLATE"), collation]),
    ...pen.words(descending ? "DESC" : pen.fancy(0.1) ? "ASC" : "").filter((it) => it !== ""),
  ];
}

/** The REFERENCES clause. */
export function renderReference(key: ForeignKeyModel, names: Names, pen: Pen): string[] {
  const columns = key.parentColumns.flatMap((id, index) => [
    ...(index > 0 ? [","] : []),
    pen.reference(names.get(id)!),
  ]);
  const actions = [
    ["ON DELETE", key.onDelete],
    ["ON UPDATE", key.onUpdate],
  ].filter(([, action]) => action !== "NO ACTION" || pen.fancy(0.1));
  if (pen.fancy(0.3)) actions.reverse();
  const immediate = pen.fancy(0.1)
    ? [pen.random.pick(["NOT DEFERRABLE", "DEFERRABLE", "DEFERRABLE INITIALLY IMMEDIATE"])]
    : [];
  return [
    ...pen.words("REFERENCES"),
    pen.reference(names.get(key.parent)!),
    ...(key.implicit ? [] : ["(", ...columns, ")"]),
    ...actions.flatMap((words) => pen.words(words.join(" "))),
    ...(key.deferred ? ["DEFERRABLE INITIALLY DEFERRED"] : immediate).flatMap(pen.words),
  ];
}

function renderIndex(index: IndexModel, names: Names): string {
  const pen = penFor(index.style);
  const terms = index.terms.flatMap((term, place) => [
    ...(place > 0 ? [","] : []),
    renderExpression(term.expression, names, pen),
    ...renderOrder(term, pen),
  ]);
  const where = index.where === undefined
    ? []
    : [...pen.words("WHERE"), renderExpression(index.where, names, pen)];
  return pen.join([
    ...pen.words(`CREATE${index.unique ? " UNIQUE" : ""} INDEX`),
    ...(pen.fancy(0.05) ? pen.words("IF NOT EXISTS") : []),
    pen.name(index.name),
    ...pen.words("ON"),
    pen.reference(names.get(index.table)!),
    "(",
    ...terms,
    ")",
    ...where,
  ]);
}

function renderView(view: ViewModel, names: Names): string {
  const pen = penFor(view.style);
  const list = view.columns.map((column) => pen.name(column.name)).join(", ");
  return pen.join([
    ...pen.words("CREATE VIEW"),
    pen.name(view.name),
    ...(view.listed ? ["(", list, ")"] : []),
    ...pen.words("AS"),
    renderExpression(view.body, names, pen),
  ]);
}

function renderTrigger(trigger: TriggerModel, names: Names): string {
  const pen = penFor(trigger.style);
  const actions = trigger.actions.map((action) => renderExpression(action, names, pen) + ";");
  return pen.join([
    ...pen.words("CREATE TRIGGER"),
    pen.name(trigger.name),
    renderExpression(trigger.event, names, pen),
    ...pen.words("ON"),
    pen.reference(names.get(trigger.table)!),
    // Not part of the spelling: the words of triggers are compared.
    ...(trigger.id % 3 === 0 ? pen.words("FOR EACH ROW") : []),
    ...(trigger.when === undefined
      ? []
      : [...pen.words("WHEN"), renderExpression(trigger.when, names, pen)]),
    ...pen.words("BEGIN"),
    ...actions,
    ...pen.words("END"),
  ]);
}

/** The arguments of a virtual table are stored as written, so they contain no comments. */
function renderSearch(search: SearchModel, names: Names): string {
  const plain = penFor(0);
  const columns = search.columns.map((column, index) => {
    const name = plain.name("source" in column ? names.get(column.source)! : column.name);
    return search.module === "rtree" && index > 2 ? `+${name}` : name;
  });
  const content = search.content === undefined ? [] : [
    `content = '${names.get(search.content)!.replaceAll("'", "''")}'`,
  ];
  const key = search.contentKey === undefined ? undefined : names.get(search.contentKey);
  const rowid = key === undefined ? [] : [`content_rowid = '${key.replaceAll("'", "''")}'`];
  return `CREATE VIRTUAL TABLE ${plain.name(search.name)} USING ${search.module}(${
    [...columns, ...content, ...rowid, ...search.options].join(", ")
  })`;
}
