import type { Loss } from "../diff/losses.ts";

/** What is lost, as a permission names it: `users` or `users.bio`. */
export function lossPath({ table, column }: Loss): string {
  return column === undefined ? table : `${table}.${column}`;
}

/** The sentence that tells of a loss. */
export function lossMessage({ table, column }: Loss): string {
  const what = column === undefined ? `table "${table}"` : `column "${column}" of "${table}"`;
  return `The migration drops ${what} and its data`;
}
