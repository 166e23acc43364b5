/**
 * A schema in which every object has an id that it keeps, so that a rename differs from a drop and
 * an add. Edits change a copy in place.
 */
export interface SchemaModel {
  /** The next unused id. */
  nextId: Id;
  tables: TableModel[];
  indexes: IndexModel[];
  views: ViewModel[];
  triggers: TriggerModel[];
  searches: SearchModel[];
}

/** Two schemas, one before the other. */
export interface Transition {
  readonly before: SchemaModel;
  readonly after: SchemaModel;
}

/** Identifies a table, column, index, view, trigger or search index, whatever its name. */
export type Id = number;

/** A part of SQL text: literal text, or a reference to an object, rendered as its current name. */
export type Piece =
  | string
  | { readonly column: Id; readonly of?: string }
  | { readonly relation: Id }
  | { readonly rowid: Id; readonly of: string };

/** SQL text that follows renames. */
export type Expression = readonly Piece[];

export type Conflict = "ABORT" | "ROLLBACK" | "FAIL" | "IGNORE" | "REPLACE";

export type Action = "NO ACTION" | "RESTRICT" | "SET NULL" | "SET DEFAULT" | "CASCADE";

/** What all objects of a schema have. */
export interface Named {
  readonly id: Id;
  name: string;
  /** Determines the spelling of the object; 0 is plain. */
  style: number;
}

export interface TableModel extends Named {
  columns: ColumnModel[];
  primaryKey: PrimaryKeyModel | undefined;
  uniques: KeyModel[];
  checks: CheckModel[];
  foreignKeys: ForeignKeyModel[];
  strict: boolean;
  withoutRowid: boolean;
}

export interface ColumnModel {
  readonly id: Id;
  name: string;
  /** As written; `""` if there is none. */
  type: string;
  notNull: Conflict | undefined;
  /** The SQL of its DEFAULT. */
  default: string | undefined;
  collation: string | undefined;
  generated: { expression: Expression; stored: boolean } | undefined;
}

export interface KeyColumn {
  readonly column: Id;
  readonly collation: string | undefined;
  readonly descending: boolean;
}

export interface KeyModel {
  columns: KeyColumn[];
  conflict: Conflict;
}

export interface PrimaryKeyModel extends KeyModel {
  autoincrement: boolean;
  /** Whether it is written in its column, which only matters for INTEGER … DESC. */
  inline: boolean;
}

export interface CheckModel {
  readonly expression: Expression;
  readonly conflict: Conflict;
  /** Values that satisfy it, as SQL. */
  readonly samples: readonly string[];
}

export interface ForeignKeyModel {
  columns: Id[];
  parent: Id;
  parentColumns: Id[];
  /** Whether the parent's columns are omitted. */
  implicit: boolean;
  onDelete: Action;
  onUpdate: Action;
  deferred: boolean;
}

export interface IndexModel extends Named {
  table: Id;
  unique: boolean;
  terms: IndexTerm[];
  where: Expression | undefined;
}

export interface IndexTerm {
  readonly expression: Expression;
  readonly collation: string | undefined;
  readonly descending: boolean;
}

export interface NamedColumn {
  readonly id: Id;
  name: string;
}

export interface ViewModel extends Named {
  columns: NamedColumn[];
  /** Whether the columns are listed after the view's name. */
  listed: boolean;
  body: Expression;
}

export interface TriggerModel extends Named {
  /** The table or view that it belongs to. */
  table: Id;
  /** From BEFORE, AFTER or INSTEAD OF to the end of WHEN, without ON and the table. */
  event: Expression;
  when: Expression | undefined;
  actions: Expression[];
}

export interface SearchModel extends Named {
  /** The module; an R-tree has an id, the ends of a range, and columns that it does not index. */
  readonly module: "fts5" | "fts4" | "rtree";
  /** A column of its own, or the column of the content table that fills it. */
  columns: (NamedColumn | { readonly source: Id })[];
  content: Id | undefined;
  /** The column of the content table that is its rowid, if it is named. */
  contentKey: Id | undefined;
  options: string[];
}

/** A schema without objects. */
export function emptyModel(): SchemaModel {
  return { nextId: 1, tables: [], indexes: [], views: [], triggers: [], searches: [] };
}

/** A copy that can be changed. */
export function copyOf(model: SchemaModel): SchemaModel {
  return structuredClone(model);
}

/** Every object that can be selected from. */
export function relationsOf(model: SchemaModel): (TableModel | ViewModel | SearchModel)[] {
  return [...model.tables, ...model.views, ...model.searches];
}

/** The names of all objects and columns, by id. */
export function namesById(model: SchemaModel): Map<Id, string> {
  const names = new Map<Id, string>();
  for (const object of [...relationsOf(model), ...model.indexes, ...model.triggers]) {
    names.set(object.id, object.name);
  }
  for (const relation of relationsOf(model)) {
    for (const column of relation.columns) if ("id" in column) names.set(column.id, column.name);
  }
  return names;
}

/** The ids that a text refers to. */
export function idsIn(expression: Expression): Id[] {
  return expression.flatMap((piece) => {
    if (typeof piece === "string") return [];
    return "column" in piece ? piece.column : "relation" in piece ? piece.relation : piece.rowid;
  });
}

/** The column that is an alias of the rowid: an INTEGER PRIMARY KEY. */
export function rowidKey(table: TableModel): Id | undefined {
  const { primaryKey: key } = table;
  const [term, ...others] = key?.columns ?? [];
  if (key === undefined || term === undefined || others.length > 0) return undefined;
  if (table.withoutRowid || (key.inline && term.descending)) return undefined;
  const column = table.columns.find((it) => it.id === term.column);
  return column?.type.toUpperCase() === "INTEGER" ? term.column : undefined;
}

/** Whether the column is NOT NULL, explicitly or because of its key. */
export function takesNoNull(table: TableModel, column: ColumnModel): boolean {
  const inKey = table.primaryKey?.columns.some((it) => it.column === column.id) ?? false;
  return column.notNull !== undefined ||
    (inKey && (table.withoutRowid || table.strict) && rowidKey(table) === undefined);
}

/**
 * The lists of columns that a foreign key may reference: those of a key or of a unique index that
 * is not partial, in the collations of the columns.
 * https://www.sqlite.org/foreignkeys.html#fk_indexes
 */
export function parentKeys(model: SchemaModel, table: TableModel): Id[][] {
  const plain = (columns: readonly KeyColumn[]) =>
    columns.every((it) => it.collation === undefined) ? [columns.map((it) => it.column)] : [];
  const indexes = model.indexes.filter((it) =>
    it.table === table.id && it.unique && it.where === undefined &&
    it.terms.every((term) => term.collation === undefined && columnOfTerm(term) !== undefined)
  );
  return [
    ...plain(table.primaryKey?.columns ?? []),
    ...table.uniques.flatMap((unique) => plain(unique.columns)),
    ...indexes.map((index) => index.terms.map((term) => columnOfTerm(term)!)),
  ].filter((key) => key.length > 0 && new Set(key).size === key.length);
}

/** The column of an index term; undefined for an expression. */
export function columnOfTerm({ expression }: IndexTerm): Id | undefined {
  const [piece, ...others] = expression;
  if (others.length > 0 || piece === undefined || typeof piece === "string") return undefined;
  return "column" in piece ? piece.column : undefined;
}

/** Whether the column is unique by itself. */
export function isUniqueAlone(model: SchemaModel, table: TableModel, column: Id): boolean {
  const key = rowidKey(table) === undefined ? table.primaryKey : undefined;
  const isAlone = (ids: readonly (Id | undefined)[]) => ids.length === 1 && ids[0] === column;
  return [key, ...table.uniques].some((it) =>
    isAlone(it?.columns.map((term) => term.column) ?? [])
  ) ||
    model.indexes.some((index) =>
      index.table === table.id && index.unique && index.where === undefined &&
      isAlone(index.terms.map(columnOfTerm))
    );
}

/** Whether both lists have the same columns, in any order. */
export function sameColumns(left: readonly Id[], right: readonly Id[]): boolean {
  return left.length === right.length && left.every((id) => right.includes(id));
}
