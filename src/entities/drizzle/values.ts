/**
 * The keys under which drizzle-orm stores the parts of a table, which are the same in every version from
 * 0.29 to 1.0. Classes are recognized by the name under `drizzle:entityKind`, since the user's copy of the
 * library has its own.
 */
const NAME: unique symbol = Symbol.for("drizzle:Name") as never;
const COLUMNS: unique symbol = Symbol.for("drizzle:Columns") as never;
const EXTRAS: unique symbol = Symbol.for("drizzle:ExtraConfigBuilder") as never;
const FOREIGN_KEYS: unique symbol = Symbol.for("drizzle:SQLiteInlineForeignKeys") as never;
const CACHE_KEY: unique symbol = Symbol.for("drizzle:CacheKey") as never;
const IS_TABLE: unique symbol = Symbol.for("drizzle:IsDrizzleTable") as never;
const IS_VIEW: unique symbol = Symbol.for("drizzle:IsDrizzleView") as never;
const VIEW: unique symbol = Symbol.for("drizzle:ViewBaseConfig") as never;
const KIND: unique symbol = Symbol.for("drizzle:entityKind") as never;

/** A table of drizzle-orm. */
export interface DrizzleTable {
  readonly [NAME]: string;
  readonly [COLUMNS]: Readonly<Record<string, DrizzleColumn>>;
  readonly [EXTRAS]?: (columns: unknown) => readonly unknown[] | Record<string, unknown>;
  readonly [FOREIGN_KEYS]?: readonly DrizzleForeignKey[];
}

/** A column of drizzle-orm. */
export interface DrizzleColumn {
  readonly table: DrizzleTable;
  readonly name: string;
  /** Whether the name is only the key in TypeScript. */
  readonly keyAsName?: boolean;
  readonly primary: boolean;
  readonly notNull: boolean;
  readonly default?: unknown;
  readonly isUnique?: boolean;
  readonly uniqueName?: string;
  readonly generated?: {
    readonly as: unknown;
    readonly mode?: "stored" | "virtual";
  };
  readonly autoIncrement?: boolean;
  /** How an integer stores a date. */
  readonly mode?: string;
  getSQLType(): string;
}

/** A foreign key of drizzle-orm, built or still a builder. */
export interface DrizzleForeignKey {
  reference(): {
    readonly name?: string;
    readonly columns: readonly DrizzleColumn[];
    readonly foreignColumns: readonly DrizzleColumn[];
  };
  readonly onUpdate?: unknown;
  readonly onDelete?: unknown;
  readonly _onUpdate?: string;
  readonly _onDelete?: string;
}

/** A piece of SQL of drizzle-orm. */
export interface DrizzleSql {
  toQuery(config: Record<string, unknown>): { readonly sql: string };
}

/** The definition of a view of drizzle-orm. */
export interface DrizzleView {
  readonly name: string;
  readonly query?: DrizzleSql;
  /** Whether it exists already, so that the kit does not create it. */
  readonly isExisting: boolean;
}

/** The value as a table of drizzle-orm, for any database. */
export function asDrizzleTable(value: unknown): DrizzleTable | undefined {
  return has(value, IS_TABLE) ? value as unknown as DrizzleTable : undefined;
}

/** The value as a view of drizzle-orm. */
export function asDrizzleView(value: unknown): DrizzleView | undefined {
  return has(value, IS_VIEW) && has(value, VIEW)
    ? (value as unknown as Record<symbol, DrizzleView>)[VIEW]
    : undefined;
}

/** The value as a column of drizzle-orm. */
export function asDrizzleColumn(value: unknown): DrizzleColumn | undefined {
  return isKind(value, "Column") ? value as unknown as DrizzleColumn : undefined;
}

/** The value as a piece of SQL of drizzle-orm. */
export function asDrizzleSql(value: unknown): DrizzleSql | undefined {
  return isKind(value, "SQL") ? value as unknown as DrizzleSql : undefined;
}

/** The parts of a table, with readable names. */
export function drizzleParts(table: DrizzleTable) {
  const columns = table[COLUMNS];
  const extras = table[EXTRAS]?.(columns) ?? [];
  return {
    name: table[NAME],
    columns: Object.entries(columns),
    // Lists may be nested.
    extras: Array.isArray(extras) ? extras.flat(1) : Object.values(extras),
    foreignKeys: Object.values(table[FOREIGN_KEYS] ?? []),
  };
}

/** The name of a table. */
export function drizzleName(table: DrizzleTable): string {
  return table[NAME];
}

/**
 * Whether a table was made by drizzle-orm 1.0, whose kit writes different DDL: 0.x generates a name for every
 * UNIQUE of a column, 1.0 has none.
 */
export function isSinceOne(table: DrizzleTable): boolean {
  const columns: readonly DrizzleColumn[] = Object.values(table[COLUMNS]);
  return CACHE_KEY in table ||
    columns.some((column) => "uniqueName" in column && column.uniqueName === undefined);
}

/** Whether the value is an instance of that class or of a subclass, from any copy of the library. */
export function isKind(value: unknown, kind: string): value is object {
  if (typeof value !== "object" || value === null) return false;
  for (let it = Object.getPrototypeOf(value); it !== null; it = Object.getPrototypeOf(it)) {
    if (it.constructor?.[KIND] === kind) return true;
  }
  return false;
}

function has(value: unknown, key: symbol): value is object {
  return typeof value === "object" && value !== null && key in value;
}
