import type { KitSchema } from "../migrations/drizzle/kit_schema.ts";
import type { ConflictAction, ForeignKeyAction } from "../schema/snapshot.ts";

/**
 * What a value written in TypeScript makes, as plain data: every name is the one in the database,
 * every expression is text. Whatever library wrote it down, from here on it is the same.
 */
export type Definition =
  | TableDefinition
  | ViewDefinition
  | TriggerDefinition
  | VirtualTableDefinition
  | StatementDefinition;

/** A table to be made. */
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

/** A column to be made. */
export interface ColumnDefinition {
  readonly name: string;
  /** What it is called in TypeScript, by which it is found in the source. */
  readonly key: string;
  readonly renamedFrom?: string | undefined;
  /** As it is declared, `""` without a type. */
  readonly type: string;
  readonly primaryKey?: NamedConflict & {
    readonly autoincrement: boolean;
    readonly descending: boolean;
  };
  readonly notNull?: { readonly conflict: ConflictAction };
  readonly uniques: readonly NamedConflict[];
  /** What follows DEFAULT, as it stands. */
  readonly default?: string;
  readonly collation?: string;
  readonly generated?: { readonly expression: string; readonly stored: boolean };
  readonly checks: readonly { readonly name?: string | undefined; readonly expression: string }[];
  readonly references: readonly ReferenceDefinition[];
}

/** A constraint that may have a name and says what happens to a row that breaks it. */
export interface NamedConflict {
  readonly name?: string | undefined;
  readonly conflict: ConflictAction;
}

/** What a foreign key points at. */
export interface ReferenceDefinition {
  readonly name?: string | undefined;
  readonly target: ReferenceTargetDefinition;
  readonly onDelete: ForeignKeyAction;
  readonly onUpdate: ForeignKeyAction;
  readonly deferred: boolean;
}

/** A table and its columns, none for its primary key; or the user's own words for it. */
export type ReferenceTargetDefinition =
  | { readonly kind: "table"; readonly table: string; readonly columns: readonly string[] }
  | { readonly kind: "sql"; readonly sql: string };

/** A constraint that is below the columns. */
export type ConstraintDefinition =
  | NamedConflict & { readonly kind: "primary-key"; readonly terms: readonly TermDefinition[] }
  | NamedConflict & { readonly kind: "unique"; readonly terms: readonly TermDefinition[] }
  | NamedConflict & { readonly kind: "check"; readonly expression: string }
  | ReferenceDefinition & {
    readonly kind: "foreign-key";
    readonly columns: readonly string[];
    /** What its first column is called in TypeScript. */
    readonly key: string;
  };

/** A term of a key or an index: a column by its name, or an expression as it stands. */
export interface TermDefinition {
  readonly column?: string;
  readonly expression?: string;
  readonly collation?: string | undefined;
  readonly descending: boolean;
}

/** An index to be made. */
export interface IndexDefinition {
  readonly name: string;
  readonly unique: boolean;
  readonly terms: readonly TermDefinition[];
  readonly where?: string | undefined;
}

/** A view to be made. */
export interface ViewDefinition {
  readonly kind: "view";
  readonly name: string;
  readonly columns?: readonly string[] | undefined;
  readonly query: string;
}

/** A trigger to be made; the body is everything after its name. */
export interface TriggerDefinition {
  readonly kind: "trigger";
  readonly name: string;
  readonly body: string;
}

/** A virtual table to be made; the body is everything after USING. */
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

/** Where a value was exported: the URL of the module, and the name it has there. */
export interface Origin {
  readonly url: string;
  readonly exportName: string;
}

/** A definition and where it comes from: everywhere it is exported, in the order it was met. */
export interface Located {
  readonly definition: Definition;
  readonly origins: readonly Origin[];
}

/** Why a value makes no definition. Plain data, since it may come from another thread. */
export interface Problem {
  readonly slug: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly origins: readonly Origin[];
  /** What the column it is about is called in TypeScript. */
  readonly key?: string | undefined;
  /** What the user's own code threw, if that is the reason. */
  readonly thrown?: unknown;
}

/** What was made of the values, and of which of them nothing could be made. */
export interface Described {
  readonly located: readonly Located[];
  readonly problems: readonly Problem[];
  /** What Drizzle Kit keeps of them, where there are tables or views of drizzle-orm. */
  readonly kit?: KitSchema | undefined;
}
