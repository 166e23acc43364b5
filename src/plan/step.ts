import type { Change } from "../diff/change.ts";
import type { ForeignKey, SchemaObject, Table } from "../schema/snapshot.ts";

/** One thing to do, and the changes it serves. */
export type Step = WorkStep | FrameStep;

/** A step whose place follows from what it needs, makes and takes away: see `effectsOf`. */
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
  | AddPlaceholderStep
  | DropPlaceholderStep
  | RefillStep;

/** A step that is before or after all work: settings, the gate, and what is dropped behind it. */
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
  /** Absent where the step only prepares another one. */
  readonly because?: readonly Change[];
  /** What else a reader must know, a sentence without a period each. */
  readonly notes?: readonly string[];
  /** The rebuild it belongs to; steps of one rebuild stay together. */
  readonly rebuild?: number | undefined;
}

export interface CreateStep extends Reasoned {
  readonly kind: "create";
  readonly object: SchemaObject;
  /**
   * Why it is created: it is `new` or changed, it is `restored` after it had to be dropped, or it is
   * `rebuilt` together with its table.
   */
  readonly role: "new" | "restored" | "rebuilt";
  /** Whether rows can only be copied, or not in reasonable time, once this index is there. */
  readonly servesCopies?: boolean;
}

/** Drops what has no rows of its own, or whose rows are its own alone: a table is set aside first. */
export interface DropStep extends Reasoned {
  readonly kind: "drop";
  readonly object: Exclude<SchemaObject, Table>;
  /** True for an object that is only in the way and will be created again. */
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
  /** What its foreign keys reference; no columns where that is the primary key. */
  readonly references: readonly ForeignKey["references"][];
  /** The new column that comes before it in the table, where there is one. */
  readonly follows?: string | undefined;
  /** What existing rows get, as SQL. */
  readonly fill?: string;
  /** Whether a conflict clause of the table could spoil the fill without an error. */
  readonly insists: boolean;
}

export interface DropColumnStep extends Reasoned {
  readonly kind: "drop-column";
  readonly table: string;
  readonly column: string;
}

/** What only some targets can alter in place, such as NOT NULL of a column. */
export interface AlterTableStep extends Reasoned {
  readonly kind: "alter-table";
  readonly table: string;
  /** What is done to it, as SQL: `ALTER COLUMN name SET NOT NULL`. */
  readonly clause: string;
  /** Whether the engine validates the rows that are there. */
  readonly validates: boolean;
  /** What rows with NULL in a column get first, as SQL. */
  readonly fill?: { readonly column: string; readonly value: string };
  /** Whether a conflict clause of the table could spoil the fill without an error. */
  readonly insists: boolean;
}

/**
 * A table that keeps its rows under a name of ours until they have arrived in a new one, or until it
 * is safe to drop it for good.
 */
export interface SetAsideStep extends Reasoned {
  readonly kind: "set-aside";
  readonly table: string;
  readonly aside: string;
  /** The name of the table that replaces it; absent where it is dropped for good. */
  readonly replacement?: string | undefined;
  /** The rebuilt table it references, where that alone is why it is rebuilt. */
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
  /** Whether a conflict clause of the new table could leave rows out without an error. */
  readonly insists: boolean;
  /** Whether the AUTOINCREMENT counter is carried over. */
  readonly carriesSequence: boolean;
}

/** Where the values of a column come from. Both are SQL. */
export interface CopiedColumn {
  readonly column: string;
  readonly value: string;
}

/** Something under a name of ours that lets SQLite check foreign keys, or check them fast. */
export type Placeholder =
  | {
    readonly kind: "index";
    readonly name: string;
    readonly table: string;
    readonly columns: readonly string[];
    readonly unique: boolean;
  }
  /** An empty table in the place of a parent, with the lists of columns that are referenced. */
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
  /** Whether it is before or behind the SAVEPOINT: in a transaction it would do nothing. */
  readonly outside?: boolean;
  readonly setting:
    /** Foreign keys are checked at the end: existing orphan rows are copied. */
    | "defer-keys-of-orphans"
    /** Foreign keys are checked at the end: tables reference each other. */
    | "defer-keys-of-circle"
    /** A RENAME is followed by whatever mentions the table. */
    | "follow-renames"
    /** A RENAME is not followed by foreign keys. */
    | "keep-references"
    | "foreign-keys-off"
    | "ignore-checks"
    | "heed-checks";
}

/** The table that only takes what is true. */
export interface OpenGateStep extends Reasoned {
  readonly kind: "open-gate";
  readonly gate: string;
  /** Its columns, each with what is wrong where it takes no value. */
  readonly checks: readonly { readonly column: string; readonly says: string }[];
  /** Whether it was created before, unless that failed. */
  readonly again?: boolean;
}

/** Stops the migration, with nothing changed, when something that no statement checks is not so. */
export interface GateStep extends Reasoned {
  readonly kind: "gate";
  readonly gate: string;
  readonly column: string;
  /** What is wrong when it stops: `posts.user_id has values without a parent row`. */
  readonly says: string;
  /** An SQL expression that is true when the migration may go on. */
  readonly condition: string;
  /** What the condition is about: the rows before or after the changes, or how the file is run. */
  readonly about: "rows" | "result" | "connection";
}

/** Notes in the gate that everything arrived; notes nothing where it did not. */
export interface ArrivalStep extends Reasoned {
  readonly kind: "arrival";
  readonly gate: string;
  readonly column: string;
  /** SQL expressions that are all true when everything arrived. */
  readonly conditions: readonly string[];
}

/** Takes everything back unless the gate was passed that often. */
export interface CloseGateStep extends Reasoned {
  readonly kind: "close-gate";
  readonly gate: string;
  readonly column: string;
  readonly passes: number;
  /** How often that is said: twice where something is wrong already when a statement fails. */
  readonly times: 1 | 2;
}

/** Makes old rows stop referencing each other, so that dropping their tables changes no row. */
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
