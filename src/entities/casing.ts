/**
 * How the key of a column becomes its name in the database, unless `name` sets one: unchanged, or in snake_case, so
 * that `createdAt` is `created_at`.
 */
export type Casing = "as-written" | "snake_case";

/** All casings. */
export const CASINGS: readonly Casing[] = ["as-written", "snake_case"];

/** How the values of a schema are named. */
export interface NamingOptions {
  readonly casing: Casing;
}

/** The name in the database of a column with this key and no explicit name. */
export function casedName(key: string, casing: Casing): string {
  return casing === "snake_case" ? key.replace(/[A-Za-z0-9]+/g, snakeCase) : key;
}

/** Splits words as drizzle does, so that the option has the same effect for both. */
function snakeCase(run: string): string {
  const words = run.match(/[\da-z]+|[A-Z]+(?![a-z])|[A-Z][\da-z]+/g) ?? [];
  return words.map((word) => word.toLowerCase()).join("_");
}
