import type { Loss } from "../diff/losses.ts";

/** The names of the lost object: of a table, or of a table and its column. */
export function lossNames({ table, column }: Loss): string[] {
  return column === undefined ? [table] : [table, column];
}

/** The message for a loss. */
export function lossMessage({ table, column }: Loss): string {
  const what = column === undefined ? `table "${table}"` : `column "${column}" of "${table}"`;
  return `The migration drops ${what} and its data`;
}
