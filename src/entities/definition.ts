import type { KitSchema } from "../migrations/drizzle/kit_schema.ts";
import type { ConflictAction, ForeignKeyAction } from "../schema/snapshot.ts";

/**
 * A part of a schema in TypeScript as plain data: names are those in the database, expressions are text. It
 * is the same for every library.
 */
export type Definition =
  | TableDefinition
  | ViewDefinition
  | TriggerDefinition
  | VirtualTableDefinition
  | StatementDefinition;

/** A table to create. */
export interface TableDefinition {
  readonly kind: "table";
  readonly name: string;
  readonly renamedFrom?: string | undefined;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly ConstraintDefinition[];
  readonly indexes: readonly IndexDefinition[];
  readonly strict: boolean;
  readonly withoutRowid: boolean;
  readonly randomRowid: boolean;
}

/** A column to create. */
export interface ColumnDefinition {
  readonly name: string;
  /** Its key in TypeScript, by which it is found in the source. */
  readonly key: string;
  readonly renamedFrom?: string | undefined;
  /** The SQL of the type, which in Drizzle may go on with constraints; `""` without a type. */
  readonly type: string;
  readonly primaryKey?: NamedConflict & {
    readonly autoincrement: boolean;
    readonly descending: boolean;
  };
  readonly notNull?: { readonly conflict: ConflictAction };
  readonly uniques: readonly NamedConflict[];
  /** The SQL after DEFAULT. */
  readonly default?: string;
  readonly collation?: string;
  readonly generated?: { readonly expression: string; readonly stored: boolean };
  readonly checks: readonly { readonly name?: string | undefined; readonly expression: string }[];
  readonly references: readonly ReferenceDefinition[];
}

/** A constraint that may have a name and a conflict clause. */
export interface NamedConflict {
  readonly name?: string | undefined;
  readonly conflict: ConflictAction;
}

/** The part of a foreign key after its columns: its parent and actions. */
export interface ReferenceDefinition {
  readonly name?: string | undefined;
  readonly target: ReferenceTargetDefinition;
  readonly onDelete: ForeignKeyAction;
  readonly onUpdate: ForeignKeyAction;
  readonly deferred: boolean;
}

/** A table and its columns, none for its primary key; or SQL. */
export type ReferenceTargetDefinition =
  | { readonly kind: "table"; readonly table: string; readonly columns: readonly string[] }
  | { readonly kind: "sql"; readonly sql: string };

/** A table constraint. */
export type ConstraintDefinition =
  | NamedConflict & { readonly kind: "primary-key"; readonly terms: readonly TermDefinition[] }
  | NamedConflict & { readonly kind: "unique"; readonly terms: readonly TermDefinition[] }
  | NamedConflict & { readonly kind: "check"; readonly expression: string }
  | ReferenceDefinition & {
    readonly kind: "foreign-key";
    readonly columns: readonly string[];
    /** The key of its first column in TypeScript. */
    readonly key: string;
  };

/** A term of a key or an index: the name of a column, or an expression. */
export interface TermDefinition {
  readonly column?: string;
  readonly expression?: string;
  readonly collation?: string | undefined;
  readonly descending: boolean;
}

/** An index to create. */
export interface IndexDefinition {
  readonly name: string;
  readonly unique: boolean;
  readonly terms: readonly TermDefinition[];
  readonly where?: string | undefined;
}

/** A view to create. */
export interface ViewDefinition {
  readonly kind: "view";
  readonly name: string;
  readonly columns?: readonly string[] | undefined;
  readonly query: string;
}

/** A trigger to create; the body is everything after its name. */
export interface TriggerDefinition {
  readonly kind: "trigger";
  readonly name: string;
  readonly body: string;
}

/** A virtual table to create; the body is everything after USING. */
export interface VirtualTableDefinition {
  readonly kind: "virtual-table";
  readonly name: string;
  readonly body: string;
}

/** Any other statement. */
export interface StatementDefinition {
  readonly kind: "statement";
  readonly sql: string;
}

/** Where a value was exported: the URL of the module, and its name there. */
export interface Origin {
  readonly url: string;
  readonly exportName: string;
}

/** A definition, and everywhere it is exported, in the order of the modules. */
export interface Located {
  readonly definition: Definition;
  readonly origins: readonly Origin[];
}

/** Why a value has no definition. Plain data, since it may come from another thread. */
export interface Problem {
  readonly slug: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly origins: readonly Origin[];
  /** The table or view that has no definition because of it. */
  readonly lost?: string | undefined;
  /** The key of the column concerned, in TypeScript. */
  readonly key?: string | undefined;
  /** The error that the user's code threw, if that is the reason. */
  readonly thrown?: unknown;
}

/** The definitions of values, and why some have none. */
export interface Described {
  readonly located: readonly Located[];
  readonly problems: readonly Problem[];
  /** The schema for Drizzle Kit's snapshot, if there are tables or views of drizzle-orm. */
  readonly kit?: KitSchema | undefined;
}
