import { fail, type Result, succeed } from "../base/result.ts";
import { withoutSecrets } from "../base/secrets.ts";
import { suggest } from "../base/suggest.ts";

/** Anything that yields a schema, as it is named on the command line. */
export type Source =
  | { readonly kind: "empty" }
  /** DDL in a file, or in every .sql file of a folder. */
  | { readonly kind: "sql"; readonly path: string }
  /** The state after all migrations of a folder, or up to one. */
  | { readonly kind: "migrations"; readonly path: string; readonly upTo?: string }
  /** Entities written in TypeScript or JavaScript. */
  | { readonly kind: "entities"; readonly path: string }
  /** The DDL that a program prints. */
  | { readonly kind: "command"; readonly command: string }
  /** A database in a file. */
  | { readonly kind: "database"; readonly path: string }
  /** A database that a server answers for. */
  | { readonly kind: "server"; readonly url: string };

/** A database, which is asked as it stands. */
export type LiveSource = Extract<Source, { kind: "database" | "server" }>;

/**
 * Reads the name of a source: `empty`, `migrations:DIR`, `migrations:DIR@ID`, `command:…`, the
 * address of a server, `file:…`, or a path, whose ending tells a database and entities from DDL.
 * Whether it is there is for the reader to find out. Fails with `sources/unknown` where nothing
 * could be meant.
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

/** `file:app.db` and `file:///folder/app.db`; what is behind `?` changes nothing for a reader. */
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
