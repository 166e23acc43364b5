import { fail, type Result, succeed } from "../base/result.ts";

/** Anything that yields a schema, as it is named on the command line. */
export type Source =
  | { readonly kind: "empty" }
  /** DDL in a file, or in every .sql file of a folder. */
  | { readonly kind: "sql"; readonly path: string }
  /** The state after all migrations of a folder, or up to one. */
  | { readonly kind: "migrations"; readonly path: string; readonly upTo?: string };

/**
 * Reads the name of a source: `empty`, `migrations:DIR`, `migrations:DIR@ID`, or a path. Whether it
 * is there is for the reader to find out. Fails with `sources/unknown` where nothing could be meant.
 */
export function parseSource(text: string): Result<Source> {
  if (text === "empty") return succeed({ kind: "empty" });
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(text)?.[1];
  if (scheme === "migrations") {
    const rest = text.slice("migrations:".length);
    const at = rest.lastIndexOf("@");
    const path = at < 0 ? rest : rest.slice(0, at);
    const upTo = at < 0 ? undefined : rest.slice(at + 1);
    if (path !== "" && upTo !== "") {
      return succeed({ kind: "migrations", path, ...(upTo !== undefined && { upTo }) });
    }
  }
  if (text !== "" && (scheme === undefined || scheme.length === 1)) {
    return succeed({ kind: "sql", path: text });
  }
  return fail("misuse", {
    code: "sources/unknown",
    severity: "error",
    message: `Cannot tell what source "${text}" is`,
    hint: "Name a .sql file, a folder, migrations:DIR, migrations:DIR@ID, or empty",
  });
}
