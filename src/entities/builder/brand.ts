/**
 * The key of the property that holds the definition in every value these functions return. It is a registered
 * symbol, so a schema may import another copy of this module than the one that reads it.
 */
export const DEFINES: unique symbol = Symbol.for("penumbra:defines") as never;

/** The kinds of values that the functions of this module return. */
export type DefinedKind =
  | "sql"
  | "builder"
  | "column"
  | "term"
  | "index"
  | "constraint"
  | "entity"
  | "view"
  | "trigger"
  | "virtual-table"
  | "statement";

/** A value that a function of this module returns. The content of its definition is private. */
export interface Defined<Kind extends DefinedKind> {
  /** The definition; only its `kind` is public. */
  readonly [DEFINES]: { readonly kind: Kind };
}

/** A value of these functions, as its definition. */
export interface DefinedData {
  readonly kind: DefinedKind;
}

/** The definition in a value; undefined if none of these functions returned it. */
export function definitionOf(value: unknown): DefinedData | undefined {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  return isObject ? (value as Partial<Defined<DefinedKind>>)[DEFINES] : undefined;
}

/** The definition in a value of that kind; undefined for any other value. */
export function definitionAs<Data extends DefinedData>(
  kind: Data["kind"],
  value: unknown,
): Data | undefined {
  const definition = definitionOf(value);
  return definition?.kind === kind ? definition as Data : undefined;
}

/** The definition in a value whose kind is known. */
export function dataOf<Data extends DefinedData>(value: Defined<Data["kind"]>): Data {
  return value[DEFINES] as Data;
}

/** A value with this definition. */
export function defined<Data extends DefinedData>(data: Data): Defined<Data["kind"]> {
  return { [DEFINES]: data };
}
