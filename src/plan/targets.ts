/** What will run the migrations: it decides what they may hold. */
export type Target = "libsql" | "sqlite" | "turso" | "d1";

/** Every target, the default first. */
export const TARGETS: readonly Target[] = ["libsql", "sqlite", "turso", "d1"];
