/** An engine that runs SQL: libSQL, or the SQLite built into Deno, Bun and Node. */
export type EngineName = "libsql" | "sqlite";
