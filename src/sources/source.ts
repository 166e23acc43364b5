import { fail, type Result, succeed } from "../base/result.ts";
import { withoutSecrets } from "../base/secrets.ts";
import { suggest } from "../base/suggest.ts";

/** A source of a schema, as given on the command line. */
export type Source =
  | { readonly kind: "empty" }
  /** DDL in a file, or in every .sql file of a folder. */
  | { readonly kind: "sql"; readonly path: string }
  /** The schema after all migrations of a folder, or up to one. */
  | { readonly kind: "migrations"; readonly path: string; readonly upTo?: string }
  /** Entities written in TypeScript or JavaScript. */
  | { readonly kind: "entities"; readonly path: string }
  /** The DDL that a command prints. */
  | { readonly kind: "command"; readonly command: string }
  /** A database file. */
  | { readonly kind: "database"; readonly path: string }
  /** A database on a server. */
  | { readonly kind: "server"; readonly url: string };

/** A database, which is queried directly. */
export type LiveSource = Extract<Source, { kind: "database" | "server" }>;

/**
 * Parses a source: `empty`, `migrations:DIR`, `migrations:DIR@ID`, `command:…`, the URL of a
 * server, `file:…`, or a path, whose extension tells a database and entities from DDL. Does not
 * check that it exists. Fails with `sources/unknown` if the text matches no form.
 */
export function parseSource(text: string): Result<Source> {
  if (text === "empty") return succeed({ kind: "empty" });
  const [, scheme = "", rest = ""] = /^([a-z][a-z0-9+.-]+):(.*)$/is.exec(text) ?? [];
  const source = scheme === "" ? ofPath(text) : ofScheme(scheme.toLowerCase(), rest, text);
  if (source !== undefined) return succeed(source);
  const meant = scheme === "" ? undefined : suggest(scheme, SCHEMES);
  return fail("misuse", {
    code: "sources/unknown",
    severity: "error",
    message: `Cannot recognise the source "${withoutSecrets(text)}"`,
    hint: meant === undefined || meant === scheme.toLowerCase()
      ? "Name a .sql file, a folder, a database, migrations:DIR, command:PROGRAM, or empty"
      : `Did you mean "${meant}:"?`,
  });
}

/** Whether the source is a database. */
export function isLive(source: Source): source is LiveSource {
  return source.kind === "database" || source.kind === "server";
}

const SERVER_SCHEMES = ["libsql", "https", "http", "wss", "ws"];

const SCHEMES = ["migrations", "command", "file", ...SERVER_SCHEMES];

function ofScheme(scheme: string, rest: string, text: string): Source | undefined {
  if (scheme === "migrations") return migrationsOf(rest);
  if (scheme === "command") {
    return rest.trim() === "" ? undefined : { kind: "command", command: rest.trim() };
  }
  if (scheme === "file") return fileOf(rest);
  const isServer = SERVER_SCHEMES.includes(scheme) && (URL.parse(text)?.host ?? "") !== "";
  return isServer ? { kind: "server", url: text } : undefined;
}

function migrationsOf(rest: string): Source | undefined {
  const at = rest.lastIndexOf("@");
  const path = at < 0 ? rest : rest.slice(0, at);
  const upTo = at < 0 ? undefined : rest.slice(at + 1);
  if (path === "" || upTo === "") return undefined;
  return { kind: "migrations", path, ...(upTo !== undefined && { upTo }) };
}

/**
 * The path in `file:app.db` and `file:///folder/app.db`; parameters after `?` do not matter for
 * reading.
 */
function fileOf(rest: string): Source | undefined {
  const written = rest.replace(/[?#].*$/s, "").replace(/^\/\/(?:localhost)?(?=\/)/, "");
  if (written === "" || written.startsWith("//")) return undefined;
  return { kind: "database", path: decoded(written) };
}

function decoded(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = run.slice(1).split("%").map((digits) => parseInt(digits, 16));
    return new TextDecoder().decode(new Uint8Array(bytes));
  });
}

function ofPath(path: string): Source | undefined {
  if (path === "") return undefined;
  if (/\.(?:db|db3|sqlite|sqlite3|s3db|sl3)$/i.test(path)) return { kind: "database", path };
  if (/\.[mc]?[jt]sx?$/i.test(path)) return { kind: "entities", path };
  return { kind: "sql", path };
}
