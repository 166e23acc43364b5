/**
 * A schema as somebody has it in mind: everything has a number that stays with it whatever it is
 * called, so that a rename is told apart from a drop and an add. Edits change a copy in place.
 */
export interface SchemaModel {
  /** The next number that nothing has. */
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

/** What stays with a table, column, index, view, trigger or search index for good. */
export type Id = number;

/** A part of SQL text: words as they are, or something that is called by its name. */
export type Piece =
  | string
  | { readonly column: Id; readonly of?: string }
  | { readonly relation: Id }
  | { readonly rowid: Id; readonly of: string };

/** SQL text that follows renames. */
export type Expression = readonly Piece[];

export type Conflict = "ABORT" | "ROLLBACK" | "FAIL" | "IGNORE" | "REPLACE";

export type Action = "NO ACTION" | "RESTRICT" | "SET NULL" | "SET DEFAULT" | "CASCADE";

/** What every object of a schema has. */
export interface Named {
  readonly id: Id;
  name: string;
  /** Decides how the object is spelled; 0 is plain. */
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
  /** As it is written, `""` for none. */
  type: string;
  notNull: Conflict | undefined;
  /** SQL behind DEFAULT. */
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
  /** Whether it is written in its column: a difference for INTEGER … DESC alone. */
  inline: boolean;
}

export interface CheckModel {
  readonly expression: Expression;
  readonly conflict: Conflict;
  /** Values that pass, as SQL. */
  readonly samples: readonly string[];
}

export interface ForeignKeyModel {
  columns: Id[];
  parent: Id;
  parentColumns: Id[];
  /** Whether the parent's columns are left unsaid. */
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
  /** Whether the columns are listed behind the view's name. */
  listed: boolean;
  body: Expression;
}

export interface TriggerModel extends Named {
  /** The table or view it watches. */
  table: Id;
  /** From BEFORE, AFTER or INSTEAD OF to the end of WHEN, ON and the table left out. */
  event: Expression;
  when: Expression | undefined;
  actions: Expression[];
}

export interface SearchModel extends Named {
  /** A column of its own, or the one of the content table that it is filled from. */
  columns: (NamedColumn | { readonly source: Id })[];
  content: Id | undefined;
  options: string[];
}

/** A schema with nothing in it. */
export function emptyModel(): SchemaModel {
  return { nextId: 1, tables: [], indexes: [], views: [], triggers: [], searches: [] };
}

/** A copy that can be changed. */
export function copyOf(model: SchemaModel): SchemaModel {
  return structuredClone(model);
}

/** The table with that number; throws where there is none. */
export function tableOf(model: SchemaModel, id: Id): TableModel {
  const table = model.tables.find((it) => it.id === id);
  if (table === undefined) throw new Error(`There is no table ${id}`);
  return table;
}

/** Every object that can be selected from. */
export function relationsOf(model: SchemaModel): (TableModel | ViewModel | SearchModel)[] {
  return [...model.tables, ...model.views, ...model.searches];
}

/** What everything with a number is called, columns among them. */
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

/** The numbers that a text names. */
export function idsIn(expression: Expression): Id[] {
  return expression.flatMap((piece) => {
    if (typeof piece === "string") return [];
    return "column" in piece ? piece.column : "relation" in piece ? piece.relation : piece.rowid;
  });
}

/** Whether the table's rows are told apart by the one column of its key: INTEGER PRIMARY KEY. */
export function rowidKey(table: TableModel): Id | undefined {
  const { primaryKey: key } = table;
  const [term, ...others] = key?.columns ?? [];
  if (key === undefined || term === undefined || others.length > 0) return undefined;
  if (table.withoutRowid || (key.inline && term.descending)) return undefined;
  const column = table.columns.find((it) => it.id === term.column);
  return column?.type.toUpperCase() === "INTEGER" ? term.column : undefined;
}

/** Whether the column takes no NULL: it says so, or it is in a key that takes none. */
export function takesNoNull(table: TableModel, column: ColumnModel): boolean {
  const inKey = table.primaryKey?.columns.some((it) => it.column === column.id) ?? false;
  return column.notNull !== undefined ||
    (inKey && (table.withoutRowid || table.strict) && rowidKey(table) === undefined);
}

/**
 * The lists of columns that a foreign key may point at: nothing but a key or a whole unique index
 * in the columns' own collations will do. https://www.sqlite.org/foreignkeys.html#fk_indexes
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

/** The column that an index's term is, or undefined for an expression. */
export function columnOfTerm({ expression }: IndexTerm): Id | undefined {
  const [piece, ...others] = expression;
  if (others.length > 0 || piece === undefined || typeof piece === "string") return undefined;
  return "column" in piece ? piece.column : undefined;
}

/** Whether each row must have its own value in the column: a key or unique index covers it alone. */
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

/** Whether both name the same columns, in whatever order. */
export function sameColumns(left: readonly Id[], right: readonly Id[]): boolean {
  return left.length === right.length && left.every((id) => right.includes(id));
}
