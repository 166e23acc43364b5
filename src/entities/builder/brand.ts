/**
 * The key under which a value of ours carries what it defines. It is the same in every copy of this
 * module, since a schema may import another copy than the one that reads it; so nothing is told by
 * its class, and nothing is kept in a list on the side.
 */
export const DEFINES: unique symbol = Symbol.for("penumbra:defines") as never;

/** What `kind` says of a value of ours. */
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

/** A value of ours. What it consists of is for this program alone. */
export interface Defined<Kind extends DefinedKind> {
  readonly [DEFINES]: { readonly kind: Kind };
}

/** What a value of ours consists of. */
export interface DefinedData {
  readonly kind: DefinedKind;
}

/** What the value consists of, or undefined when it is none of ours. */
export function definitionOf(value: unknown): DefinedData | undefined {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  return isObject ? (value as Partial<Defined<DefinedKind>>)[DEFINES] : undefined;
}

/** What the value consists of when it is of that kind, undefined otherwise. */
export function definitionAs<Data extends DefinedData>(
  kind: Data["kind"],
  value: unknown,
): Data | undefined {
  const definition = definitionOf(value);
  return definition?.kind === kind ? definition as Data : undefined;
}

/** What a value consists of whose kind is known. */
export function dataOf<Data extends DefinedData>(value: Defined<Data["kind"]>): Data {
  return value[DEFINES] as Data;
}

/** The value that consists of this. */
export function defined<Data extends DefinedData>(data: Data): Defined<Data["kind"]> {
  return { [DEFINES]: data };
}
