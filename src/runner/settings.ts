import type { Driver } from "./driver.ts";
import { query, type Steps } from "./steps.ts";

/** What a file may change on the connection and an application relies on. */
const KEPT = [
  "foreign_keys",
  "legacy_alter_table",
  "recursive_triggers",
  "ignore_check_constraints",
  "busy_timeout",
] as const;

/** Settings of a connection, by the names of their pragmas. */
export type Settings = ReadonlyMap<string, number>;

/** The settings as they are; none where a driver has no connection of its own. */
export function* readSettings(driver: Driver): Steps<Settings> {
  const found = new Map<string, number>();
  if (driver.batch) return found;
  for (const name of KEPT) {
    const [row] = yield* query(driver, `PRAGMA ${name}`);
    // An engine that does not know the pragma answers nothing.
    if (row) found.set(name, Number(Object.values(row)[0]));
  }
  return found;
}

/** Puts settings back, without a look whether they have changed. */
export function* restoreSettings(driver: Driver, settings: Settings): Steps<void> {
  for (const [name, value] of settings) yield* setPragma(driver, name, value);
}

/** Sets one. */
export function* setPragma(driver: Driver, name: string, value: number): Steps<void> {
  yield* query(driver, `PRAGMA ${name} = ${value}`);
}
