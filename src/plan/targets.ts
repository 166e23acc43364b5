/** What will run the migrations: it decides what they may hold. */
export type Target = "libsql" | "sqlite" | "turso" | "d1";

/** Every target, the default first. */
export const TARGETS: readonly Target[] = ["libsql", "sqlite", "turso", "d1"];

/** Whether a file may contain SAVEPOINT. */
export function takesSavepoint(target: Target): boolean {
  return target !== "d1";
}

/** Whether a server may be among what runs the file: it takes hardly any PRAGMA. */
export function refusesPragmas(target: Target): boolean {
  return target === "libsql" || target === "turso";
}
