import {
  columnOfTerm,
  type Expression,
  type ForeignKeyModel,
  type Id,
  idsIn,
  parentKeys,
  relationsOf,
  rowidKey,
  sameColumns,
  type SchemaModel,
  type TableModel,
} from "./model.ts";
import { foldName } from "./names.ts";
import { kindOf, strictType } from "./types.ts";

/**
 * Removes from the model, in place, what can no longer exist: references to dropped objects,
 * foreign keys to columns that are not unique, options that exclude each other.
 */
export function prune(model: SchemaModel): void {
  for (let before = ""; before !== JSON.stringify(model);) {
    before = JSON.stringify(model);
    model.tables.forEach((table) => pruneTable(table));
    model.tables = model.tables.filter((it) => it.columns.some((column) => !column.generated));
    pruneForeignKeys(model);
    pruneDependents(model);
  }
}

function pruneTable(table: TableModel): void {
  const has = (id: Id) => table.columns.some((column) => column.id === id);
  const hasAll = (expression: Expression) =>
    idsIn(expression).every((id) => has(id) || id === table.id);
  table.columns = table.columns.filter((it) =>
    it.generated === undefined || hasAll(it.generated.expression)
  );
  const stored = (id: Id) =>
    table.columns.some((column) => column.id === id && column.generated === undefined);
  const { primaryKey } = table;
  if (primaryKey && !primaryKey.columns.every((it) => stored(it.column))) {
    table.primaryKey = undefined;
  }
  table.uniques = table.uniques.filter((unique, index) =>
    unique.columns.every((it) => has(it.column)) &&
    table.uniques.findIndex((it) => sameKey(it.columns, unique.columns)) === index &&
    !sameKey(unique.columns, table.primaryKey?.columns ?? [])
  );
  table.checks = table.checks.filter((check) => hasAll(check.expression));
  if (table.primaryKey === undefined) table.withoutRowid = false;
  pruneOptions(table);
}

function sameKey(left: readonly { column: Id }[], right: readonly { column: Id }[]): boolean {
  return sameColumns(left.map((it) => it.column), right.map((it) => it.column));
}

function pruneOptions(table: TableModel): void {
  const { primaryKey: key } = table;
  const [term] = key?.columns ?? [];
  const isInteger = table.columns.find((it) => it.id === term?.column)?.type.toUpperCase() ===
    "INTEGER";
  if (key) {
    if (key.columns.length > 1 || term?.collation) key.inline = false;
    const mayCount = key.columns.length === 1 && isInteger && !table.withoutRowid &&
      !term!.descending && !term!.collation;
    if (!mayCount) key.autoincrement = false;
  }
  for (const column of table.columns) {
    // A computed value may be of any type.
    if (table.strict) column.type = column.generated ? "ANY" : strictType(column.type);
    if (column.generated) column.default = undefined;
  }
}

function pruneForeignKeys(model: SchemaModel): void {
  for (const table of model.tables) {
    table.foreignKeys = table.foreignKeys.filter((key) => {
      const parent = model.tables.find((it) => it.id === key.parent);
      if (parent === undefined) return false;
      // Nobody could delete rows of such tables.
      const isChecked = table.checks.some((check) =>
        idsIn(check.expression).some((id) => key.columns.includes(id))
      );
      const canSetNull = table.columns.every((it) => !it.notNull || !key.columns.includes(it.id));
      const mayAct = !isComputedUnique(table, key) &&
        (canSetNull || (key.parent === table.id && !isChecked));
      if (!mayAct && key.onDelete.startsWith("SET")) key.onDelete = "NO ACTION";
      const primary = parent.primaryKey?.columns.map((it) => it.column) ?? [];
      if (key.parentColumns.join() !== primary.join()) key.implicit = false;
      return key.columns.every((id) => table.columns.some((it) => it.id === id)) &&
        (key.parent !== table.id || comparesAlike(table, key)) &&
        !pointsAtTextWithNumber(table, { key, parent }) &&
        parentKeys(model, parent).some((it) => sameColumns(it, key.parentColumns));
    });
  }
}

/**
 * Whether a row can reference itself. SQLite only accepts it as its own parent if the values are
 * equal before they are converted, and so could not even copy a row that an UPDATE has made.
 */
function comparesAlike({ columns }: TableModel, key: ForeignKeyModel): boolean {
  const kinds = (ids: readonly Id[]) =>
    ids.map((id) => kindOf(columns.find((it) => it.id === id)?.type ?? "")).join();
  return kinds(key.columns) === kinds(key.parentColumns);
}

/**
 * Whether SQLite could miscount violations of the key (seen with 3.40 and 3.45): to find the
 * children of a text, it converts it to a number in the register that it compares with next, or
 * counts '0' and '00' as two parents of one child. COMMIT then refuses rows that all have a parent.
 */
function pointsAtTextWithNumber(
  { columns }: TableModel,
  { key, parent }: { readonly key: ForeignKeyModel; readonly parent: TableModel },
): boolean {
  const kindIn = (list: TableModel["columns"], id: Id) =>
    kindOf(list.find((it) => it.id === id)?.type ?? "");
  return key.columns.some((id, index) =>
    kindIn(parent.columns, key.parentColumns[index]!) === "text" &&
    !["text", "blob"].includes(kindIn(columns, id))
  );
}

/** Whether a column computed from the key must be unique, so that not all rows can be released. */
function isComputedUnique(table: TableModel, key: ForeignKeyModel): boolean {
  const computed = table.columns.filter(({ generated }) =>
    generated !== undefined && idsIn(generated.expression).some((id) => key.columns.includes(id))
  );
  return [table.primaryKey, ...table.uniques].some((it) =>
    it?.columns.some(({ column }) => computed.some(({ id }) => id === column))
  );
}

function pruneDependents(model: SchemaModel): void {
  const alive = new Set<Id>();
  for (const relation of relationsOf(model)) {
    alive.add(relation.id);
    for (const column of relation.columns) if ("id" in column) alive.add(column.id);
  }
  const holds = (expression: Expression | undefined) =>
    (expression ?? []).every((piece) => {
      if (typeof piece === "string") return true;
      if (!("rowid" in piece)) return alive.has(idsIn([piece])[0]!);
      return model.tables.some((it) => it.id === piece.rowid && hasPlainRowid(it)) ||
        model.searches.some((it) => it.id === piece.rowid);
    });
  model.indexes = model.indexes.filter((index) => {
    const table = model.tables.find((it) => it.id === index.table);
    const own = (id: Id) => table?.columns.some((it) => it.id === id) ?? false;
    return index.terms.every((term) =>
      idsIn(term.expression).every(own) && (columnOfTerm(term) === undefined || holds([]))
    ) && idsIn(index.where ?? []).every(own);
  });
  model.searches = model.searches.flatMap((search) => {
    const table = model.tables.find((it) => it.id === search.content);
    if (search.content !== undefined && (table === undefined || !hasPlainRowid(table))) return [];
    const key = table === undefined ? undefined : rowidKey(table);
    // On libSQL, nothing may read an index by a column of that name.
    const isRank = table?.columns.some((it) => it.id === key && foldName(it.name) === "rank");
    const contentKey = search.contentKey === key && !isRank ? key : undefined;
    const columns = search.columns.filter((column) =>
      !("source" in column) || table?.columns.some((it) => it.id === column.source)
    );
    return columns.length === 0 ? [] : [{ ...search, contentKey, columns }];
  });
  model.views = model.views.filter((view) => holds(view.body));
  model.triggers = model.triggers.filter((trigger) =>
    alive.has(trigger.table) && holds(trigger.event) && holds(trigger.when) &&
    trigger.actions.every(holds)
  );
}

/** Whether `rowid` means the rowid, and not a column. */
export function hasPlainRowid(table: TableModel): boolean {
  return !table.withoutRowid &&
    !table.columns.some((column) => column.name.toLowerCase() === "rowid");
}
