/** An engine that runs SQL: libSQL, or the SQLite built into Deno, Bun and Node. */
export type EngineName = "libsql" | "sqlite";

/** Where SQL is tried: on an engine, or with `"d1"` on that SQLite with the limits of Cloudflare D1. */
export type TrialEngine = EngineName | "d1";

/** The engine on which SQL is tried. */
export function engineOf(trial: TrialEngine): EngineName {
  return trial === "d1" ? "sqlite" : trial;
}
