import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { withoutSecrets } from "../base/secrets.ts";
import { queryServer, serverName } from "../host/database/client.ts";
import { queryDatabaseFile, type Rows } from "../host/database/database_file.ts";
import { type LiveSource, parseSource } from "../sources/source.ts";
import type { Declared } from "../sql/declared.ts";
import { tokenFor } from "../sources/server_token.ts";

/** A database, as given with `--db`. */
export type Location = LiveSource;

/**
 * Parses the value of `--db`: a path, `file:…`, or the URL of a server. Fails with `database/d1`
 * for a D1 database, which only wrangler can reach, and with `database/unknown`.
 */
export function parseLocation(text: string): Result<Location> {
  const d1 = /^d1:(?:\/\/)?(.*)$/.exec(text)?.[1];
  if (d1 !== undefined) return fail("misuse", onlyWrangler(d1 || "DB"));
  const source = parseSource(text);
  if (source.ok && (source.value.kind === "database" || source.value.kind === "server")) {
    return succeed(source.value);
  }
  // A path may have any extension.
  const isPath = !/^[a-z][a-z0-9+.-]+:/i.test(text) && text !== "";
  return isPath ? succeed({ kind: "database", path: text }) : fail("misuse", unknown(text));
}

/** The name of a database in messages. */
export function nameOfLocation(location: Location): string {
  if (location.kind === "database") return location.path;
  return serverName(new URL(location.url));
}

/** Options for reaching a database. */
export interface ReachOptions {
  readonly authToken?: string | undefined;
  /** Extensions to load, for CHECK constraints and indexes that call their functions. */
  readonly extensions?: Declared["extensions"] | undefined;
}

/** The rows of each statement, in one snapshot; the database is only read. */
export async function queryLocation(
  location: Location,
  statements: readonly string[],
  { authToken, extensions }: ReachOptions,
): Promise<Result<readonly Rows[]>> {
  if (location.kind === "database") {
    return await queryDatabaseFile(location.path, statements, { extensions });
  }
  const token = await tokenFor(location.url, { authToken });
  if (!token.ok) return token;
  return await queryServer(location.url, statements, { authToken: token.value });
}

function unknown(text: string): Diagnostic {
  return {
    code: "database/unknown",
    severity: "error",
    message: `Cannot recognise the database "${withoutSecrets(text)}"`,
    hint: "Name a file, or a server as in libsql://name.turso.io or http://localhost:8080",
  };
}

function onlyWrangler(name: string): Diagnostic {
  return {
    code: "database/d1",
    severity: "error",
    message: `Cannot reach the D1 database "${name}": only wrangler can`,
    notes: [
      "For a local one, name its file below .wrangler/state/v3/d1 with --db and --target d1",
      `To restore it: npx wrangler d1 time-travel restore ${name} --timestamp …`,
    ],
    hint: `Run npx wrangler d1 migrations list ${name} --remote to see what is pending, and ` +
      `npx wrangler d1 migrations apply ${name} --remote to run it`,
  };
}
