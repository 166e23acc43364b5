import type { Driver } from "./driver.ts";
import { query, run, type Steps } from "./steps.ts";

/** What the runner itself changes on a connection. */
const OURS = ["foreign_keys", "busy_timeout"];

/** What a file may change besides, and an application relies on. */
const OTHERS = ["legacy_alter_table", "recursive_triggers", "ignore_check_constraints"];

/** Settings of a connection, by the names of their pragmas. */
export type Settings = ReadonlyMap<string, number>;

/**
 * The settings as they are, those alone that the runner changes or those of files as well; none where
 * a driver has no connection of its own.
 */
export function* readSettings(driver: Driver, isForFiles: boolean): Steps<Map<string, number>> {
  const found = new Map<string, number>();
  if (driver.batch) return found;
  for (const name of isForFiles ? [...OURS, ...OTHERS] : OURS) {
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
  yield* run(driver, `PRAGMA ${name} = ${value}`);
}
