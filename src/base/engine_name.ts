/** An engine that runs SQL for us: libSQL, or the SQLite that is built into Deno, Bun and Node. */
export type EngineName = "libsql" | "sqlite";
