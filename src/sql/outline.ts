import type { Token } from "./tokens.ts";

/** A name in a statement. */
export interface NameInStatement {
  /** Folded. */
  readonly name: string;
  /** The folded name of the schema before it, if there is one. */
  readonly schema?: string;
  readonly token: Token;
}

/** The kinds of objects that SQL creates and drops. */
export type ObjectKind = "table" | "index" | "view" | "trigger";

/**
 * What kind of statement it is, and the names by which it says what it is about. Expressions,
 * definitions and queries are not read. A statement that SQLite would not accept may have any
 * outline, one that it accepts has the right one.
 * https://www.sqlite.org/lang.html
 */
export type Outline =
  | CreateOutline
  | AlterOutline
  | {
    readonly kind: "drop";
    readonly object: ObjectKind;
    readonly name: NameInStatement;
  }
  | RowsOutline
  /** SELECT or VALUES, after WITH too. */
  | { readonly kind: "select" }
  | {
    readonly kind: "pragma";
    /** The folded name, without a schema. */
    readonly name: string;
    readonly token: Token;
    /** The value after `=`, or between parentheses. */
    readonly value: readonly Token[];
  }
  | {
    readonly kind: "transaction";
    readonly action: "begin" | "commit" | "rollback" | "savepoint" | "release" | "rollback-to";
    /** The folded name of the savepoint. */
    readonly savepoint?: string;
  }
  | {
    readonly kind: "explain";
    /** The index of the first token of the explained statement. */
    readonly start: number;
  }
  | {
    /** A statement without an outline. */
    readonly kind: "other";
    /** The first word, folded; empty if it is something else. */
    readonly verb: string;
  };

/** The outline of a CREATE statement. */
export type CreateOutline =
  & {
    readonly kind: "create";
    readonly name: NameInStatement;
    /** Whether the object ends with the connection: TEMP, or a name in the schema `temp`. */
    readonly isTemporary: boolean;
    /** Whether it says IF NOT EXISTS. */
    readonly isConditional: boolean;
    /** The index of the token after the name. */
    readonly rest: number;
  }
  & (
    /** `isFilled` if the rows of a query follow AS. */
    | { readonly object: "table"; readonly isFilled: boolean }
    | { readonly object: "virtual-table" }
    | { readonly object: "view" }
    | { readonly object: "index"; readonly isUnique: boolean; readonly table?: NameInStatement }
    | { readonly object: "trigger"; readonly table?: NameInStatement }
  );

/** The outline of an ALTER TABLE. */
export interface AlterOutline {
  readonly kind: "alter";
  readonly table: NameInStatement;
  readonly action: AlterAction;
}

/** What an ALTER TABLE does. https://www.sqlite.org/lang_altertable.html */
export type AlterAction =
  | { readonly kind: "rename-table"; readonly to: NameInStatement }
  | {
    readonly kind: "rename-column";
    readonly column: NameInStatement;
    readonly to: NameInStatement;
  }
  | {
    readonly kind: "add-column";
    readonly column: NameInStatement;
    /** The index of the token after the name. */
    readonly rest: number;
  }
  | { readonly kind: "drop-column" | "alter-column"; readonly column: NameInStatement }
  | { readonly kind: "add-constraint" | "drop-constraint" }
  /** Nothing that an engine known to us can do. */
  | { readonly kind: "other" };

/** What happens to a row that violates a constraint: the word after OR. */
export type ConflictWord = "abort" | "fail" | "ignore" | "replace" | "rollback";

/** The outline of a statement that writes rows. */
export type RowsOutline =
  & {
    readonly table: NameInStatement;
    /** The index of the first token that WITH does not belong to; 0 without one. */
    readonly start: number;
  }
  & (
    | {
      readonly kind: "insert";
      readonly conflict?: ConflictWord;
      /** The folded names of its columns, if it lists them. */
      readonly columns?: readonly string[];
      /** The index of VALUES, SELECT, WITH or DEFAULT. */
      readonly source: number;
    }
    | { readonly kind: "update"; readonly conflict?: ConflictWord }
    | { readonly kind: "delete" }
  );
