import type { Driver } from "./driver.ts";
import { query, run, type Steps } from "./steps.ts";

/** The settings of a connection that the runner itself changes. */
const OURS = ["foreign_keys", "busy_timeout"];

/** Other settings that a file may change and an application relies on. */
const OTHERS = ["legacy_alter_table", "recursive_triggers", "ignore_check_constraints"];

/** Settings of a connection, by pragma. */
export type Settings = ReadonlyMap<string, number>;

/**
 * The current settings: those that the runner changes, or also those that files may change; none
 * for a driver without a connection of its own.
 */
export function* readSettings(driver: Driver, isForFiles: boolean): Steps<Map<string, number>> {
  const found = new Map<string, number>();
  if (driver.batch) return found;
  for (const name of isForFiles ? [...OURS, ...OTHERS] : OURS) {
    const [row] = yield* query(driver, `PRAGMA ${name}`);
    // An engine that does not know the pragma returns no row.
    if (row) found.set(name, Number(Object.values(row)[0]));
  }
  return found;
}

/** Restores settings, without checking whether they have changed. */
export function* restoreSettings(driver: Driver, settings: Settings): Steps<void> {
  for (const [name, value] of settings) yield* setPragma(driver, name, value);
}

/** Sets one pragma. */
export function* setPragma(driver: Driver, name: string, value: number): Steps<void> {
  yield* run(driver, `PRAGMA ${name} = ${value}`);
}
