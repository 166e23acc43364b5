import type { Change } from "../diff/change.ts";
import type { ForeignKey, SchemaObject, Table } from "../schema/snapshot.ts";

/** One thing to do, and the changes that require it. */
export type Step = WorkStep | FrameStep;

/** A step whose position follows from what it needs, makes and takes away: see `effectsOf`. */
export type WorkStep =
  | CreateStep
  | DropStep
  | RenameTableStep
  | RenameColumnStep
  | AddColumnStep
  | DropColumnStep
  | AlterTableStep
  | SetAsideStep
  | CopyStep
  | KeepSettingsStep
  | ConfigureStep
  | AddPlaceholderStep
  | DropPlaceholderStep
  | RefillStep;

/** A step before or after all others: settings, the gate, and the drops after it. */
export type FrameStep =
  | SettingStep
  | OpenGateStep
  | GateStep
  | ArrivalStep
  | CloseGateStep
  | ReleaseStep
  | RetireStep
  | AddPlaceholderStep
  | DropPlaceholderStep;

interface Reasoned {
  /** Absent if the step only prepares another one. */
  readonly because?: readonly Change[];
  /** What else a reader should know, each a sentence without a period. */
  readonly notes?: readonly string[];
  /** The number of the rebuild it belongs to; the steps of a rebuild stay together. */
  readonly rebuild?: number | undefined;
}

export interface CreateStep extends Reasoned {
  readonly kind: "create";
  readonly object: SchemaObject;
  /**
   * Why it is created: it is `new` or changed, `restored` after it had to be dropped, or `rebuilt`
   * with its table.
   */
  readonly role: "new" | "restored" | "rebuilt";
  /** Whether copying rows requires this index, or takes too long without it. */
  readonly servesCopies?: boolean;
}

/** Drops an object that is not a table; tables are set aside first. */
export interface DropStep extends Reasoned {
  readonly kind: "drop";
  readonly object: Exclude<SchemaObject, Table>;
  /** Whether it is only in the way, and is created again. */
  readonly restored: boolean;
}

export interface RenameTableStep extends Reasoned {
  readonly kind: "rename-table";
  readonly before: string;
  readonly after: string;
  /** Whether it leads to a name that is between the two, or from there. */
  readonly detour?: "to" | "from" | undefined;
}

export interface RenameColumnStep extends Reasoned {
  readonly kind: "rename-column";
  readonly table: string;
  readonly before: string;
  readonly after: string;
  /** Whether it leads to a name that is between the two, or from there. */
  readonly detour?: "to" | "from" | undefined;
}

export interface AddColumnStep extends Reasoned {
  readonly kind: "add-column";
  readonly table: string;
  readonly column: string;
  /** The column as SQL, with the constraints that belong to it. */
  readonly definition: string;
  /** The referenced table and columns; no columns if that is its primary key. */
  readonly references: readonly ForeignKey["references"][];
  /** The new column before it in the table, if there is one. */
  readonly follows?: string | undefined;
  /** The value for existing rows, as SQL. */
  readonly fill?: string;
  /** Whether the UPDATE needs OR ABORT: a conflict clause of the table could skip or drop rows. */
  readonly orAbort: boolean;
}

export interface DropColumnStep extends Reasoned {
  readonly kind: "drop-column";
  readonly table: string;
  readonly column: string;
}

/** An alteration that only some targets can do in place, such as NOT NULL of a column. */
export interface AlterTableStep extends Reasoned {
  readonly kind: "alter-table";
  readonly table: string;
  /** The alteration as SQL: `ALTER COLUMN name SET NOT NULL`. */
  readonly clause: string;
  /** Whether the engine validates existing rows. */
  readonly validates: boolean;
  /** The value that first replaces NULL in a column, as SQL. */
  readonly fill?: { readonly column: string; readonly value: string };
  /** Whether the UPDATE needs OR ABORT: a conflict clause of the table could skip or drop rows. */
  readonly orAbort: boolean;
}

/**
 * Renames a table to a temporary name, until its rows have been copied to the new one, or until it is
 * safe to drop it.
 */
export interface SetAsideStep extends Reasoned {
  readonly kind: "set-aside";
  readonly table: string;
  readonly aside: string;
  /** The name of the table that replaces it; absent if it is dropped. */
  readonly replacement?: string | undefined;
  /** The rebuilt table that it references, if that is the only reason to rebuild it. */
  readonly parent?: string | undefined;
}

/** Copies the rows of a table that was set aside into the new one. */
export interface CopyStep extends Reasoned {
  readonly kind: "copy";
  readonly from: string;
  readonly to: string;
  /** Common table expressions that the values read, as SQL. */
  readonly reads: readonly string[];
  readonly columns: readonly CopiedColumn[];
  /** What follows FROM, as SQL. */
  readonly source: string;
  /** The tables that the new table references. */
  readonly references: readonly string[];
  /** Whether the INSERT needs OR ABORT: a conflict clause of the new table could skip or drop rows. */
  readonly orAbort: boolean;
  /** Whether the AUTOINCREMENT counter is carried over. */
  readonly carriesSequence: boolean;
}

/**
 * Saves what was set for an FTS5 table that is dropped before another one replaces it, such as how it ranks
 * rows. https://www.sqlite.org/fts5.html#special_insert_commands
 */
export interface KeepSettingsStep extends Reasoned {
  readonly kind: "keep-settings";
  readonly table: string;
  readonly aside: string;
}

/** Sets the same for the table that replaces it. */
export interface ConfigureStep extends Reasoned {
  readonly kind: "configure";
  /** The table with the settings. */
  readonly from: string;
  readonly to: string;
}

/** A column and the source of its values, both as SQL. */
export interface CopiedColumn {
  readonly column: string;
  readonly value: string;
}

/** A temporary object that SQLite needs to check foreign keys, or to check them fast. */
export type Placeholder =
  | {
    readonly kind: "index";
    readonly name: string;
    readonly table: string;
    readonly columns: readonly string[];
    readonly unique: boolean;
  }
  /** An empty table in place of a parent, with the column lists that foreign keys reference. */
  | {
    readonly kind: "table";
    readonly name: string;
    readonly keys: readonly (readonly string[])[];
  };

export interface AddPlaceholderStep extends Reasoned {
  readonly kind: "add-placeholder";
  readonly placeholder: Placeholder;
}

export interface DropPlaceholderStep extends Reasoned {
  readonly kind: "drop-placeholder";
  readonly placeholder: Placeholder;
}

/** Fills a search index from the table that holds its content. */
export interface RefillStep extends Reasoned {
  readonly kind: "refill";
  readonly table: string;
}

/** A setting of the connection that the file needs. */
export interface SettingStep extends Reasoned {
  readonly kind: "setting";
  /** Whether it is outside of the SAVEPOINT, since it has no effect in a transaction. */
  readonly outside?: boolean;
  readonly setting:
    /** Foreign keys are checked at the end: existing orphan rows are copied. */
    | "defer-keys-of-orphans"
    /** Foreign keys are checked at the end: tables reference each other. */
    | "defer-keys-of-circle"
    /** RENAME updates everything that mentions the table. */
    | "follow-renames"
    /** RENAME does not update foreign keys. */
    | "keep-references"
    | "foreign-keys-off"
    | "ignore-checks"
    | "enforce-checks";
}

/** Creates the gate, a table that accepts only true values. */
export interface OpenGateStep extends Reasoned {
  readonly kind: "open-gate";
  readonly gate: string;
  /** Its columns, each with the problem if it refuses a value. */
  readonly checks: readonly { readonly column: string; readonly problem: string }[];
  /** Whether an earlier step should have created it already. */
  readonly again?: boolean;
}

/** Stops the migration with nothing changed if a condition is false that no statement checks. */
export interface GateStep extends Reasoned {
  readonly kind: "gate";
  readonly gate: string;
  readonly column: string;
  /** Why it stops: `posts.user_id has values without a parent row`. */
  readonly problem: string;
  /** An SQL expression that is true if the migration may continue. */
  readonly condition: string;
  /** What the condition is about: the rows before or after the changes, or how the file is run. */
  readonly about: "rows" | "result" | "connection";
}

/** Records in the gate that all rows have arrived, if they have. */
export interface ArrivalStep extends Reasoned {
  readonly kind: "arrival";
  readonly gate: string;
  readonly column: string;
  /** SQL expressions that are all true if they have. */
  readonly conditions: readonly string[];
}

/** Rolls everything back unless all checks of the gate were passed. */
export interface CloseGateStep extends Reasoned {
  readonly kind: "close-gate";
  readonly gate: string;
  readonly column: string;
  readonly passes: number;
  /** How many times it is written: twice if one of them may fail because of an earlier problem. */
  readonly times: 1 | 2;
}

/** Removes the references between old rows, so that dropping their tables changes no row. */
export interface ReleaseStep extends Reasoned {
  readonly kind: "release";
  readonly aside: string;
  readonly columns: readonly CopiedColumn[];
}

/** Drops a table that was set aside. */
export interface RetireStep extends Reasoned {
  readonly kind: "retire";
  readonly aside: string;
}
