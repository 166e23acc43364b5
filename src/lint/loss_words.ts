import type { Loss } from "../diff/losses.ts";

/** The lost object as a permission names it: `users` or `users.bio`. */
export function lossPath({ table, column }: Loss): string {
  return column === undefined ? table : `${table}.${column}`;
}

/** The message for a loss. */
export function lossMessage({ table, column }: Loss): string {
  const what = column === undefined ? `table "${table}"` : `column "${column}" of "${table}"`;
  return `The migration drops ${what} and its data`;
}
