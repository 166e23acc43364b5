import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { withoutSecrets } from "../../base/secrets.ts";
import type { Rows } from "./database_file.ts";

/** How a server is spoken to. */
export interface ServerOptions {
  /** What lets us in; never shown. */
  readonly authToken?: string | undefined;
  /** How long the answer may take. Default 30,000 ms. */
  readonly limitMs?: number;
}

/**
 * The rows of each statement, all of one moment, from a libSQL server (`libsql:`, `http:`, `https:`,
 * `ws:`, `wss:`), in one read-only transaction. A token in the address serves where none is given.
 * Fails with `database/…` for a server that is not there, lets us not in, or refuses a statement.
 */
export async function queryServer(
  address: string,
  statements: readonly string[],
  { authToken, limitMs = 30_000 }: ServerOptions = {},
): Promise<Result<readonly Rows[]>> {
  const { server, token, createClient } = await serverAt(address, authToken);
  const { promise: late, resolve: end } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => end("late"), limitMs);
  try {
    const client = createClient();
    const answers = await Promise.race([client.batch([...statements], "read"), late]);
    client.close();
    if (answers === "late") return fail("unfinished", tooLate(server, limitMs));
    return succeed(answers.map(({ rows }) => rows.map((row) => Array.from(row) as Rows[number])));
  } catch (error) {
    return fail("unfinished", refusal(server, error, token));
  } finally {
    clearTimeout(timer);
  }
}

/** A server, and what makes a client of it, which may throw. */
export async function serverAt(address: string, authToken: string | undefined) {
  const url = new URL(address);
  const token = authToken ?? url.searchParams.get("authToken") ?? undefined;
  url.searchParams.delete("authToken");
  // This entry knows servers alone, and so does without the native addon.
  const { createClient } = await import("npm:@libsql/client@0.18.0/web");
  return {
    server: { name: nameOf(url), hasToken: token !== undefined } satisfies Server,
    token,
    createClient: () =>
      createClient({ url: url.href, ...(token !== undefined && { authToken: token }) }),
  };
}

/** A server as it may be shown. */
export interface Server {
  readonly name: string;
  readonly hasToken: boolean;
}

/** The address without what could be secret in it. */
function nameOf({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

/** Why a server did not answer, in words without what is secret. */
export function refusal(server: Server, error: unknown, token: string | undefined): Diagnostic {
  if (!(error instanceof Error)) throw error;
  const code = "code" in error ? String(error.code) : "";
  const cause = error.cause instanceof Error ? error.cause : undefined;
  const status = Number(cause && "status" in cause ? cause.status : undefined) ||
    Number(/status (\d{3})/.exec(error.message)?.[1]);
  const words = shownWords(rootOf(error).message, token);
  if (status === 401 || status === 403 || /AUTH|JWT|UNAUTHORIZED/i.test(`${code} ${words}`)) {
    return notLetIn(server, words);
  }
  if (status === 404) return noSuchDatabase(server);
  if (code.startsWith("SQL")) {
    return {
      code: "database/unreadable",
      severity: "error",
      message: `Cannot read the database at ${server.name}: ${words}`,
      hint: "Try the same statement in another client",
    };
  }
  return {
    code: "database/no-connection",
    severity: "error",
    message: `Cannot reach the database at ${server.name}: ${words}`,
    hint: server.name.startsWith("libsql:")
      ? "Check the URL and the network; a server without TLS needs http:// or ws://"
      : "Check the URL, the network, and that the server is running",
  };
}

/** The error that all others came from: "fetch failed" alone helps nobody. */
function rootOf(error: Error): Error {
  return error.cause instanceof Error ? rootOf(error.cause) : error;
}

/** What was said, on one line, and without the token even where the server repeats it. */
function shownWords(message: string, token: string | undefined): string {
  const line = message.replace(/^error sending request for url \([^)]*\): /, "")
    .replace(/\s+/g, " ").replace(/\.$/, "").trim();
  return withoutSecrets(token ? line.replaceAll(token, "…") : line);
}

function notLetIn({ name, hasToken }: Server, words: string): Diagnostic {
  return {
    code: "database/not-let-in",
    severity: "error",
    message: hasToken
      ? `Cannot read the database at ${name}: the server rejected the token`
      : `Cannot read the database at ${name}: the server requires a token`,
    notes: [words],
    hint: hasToken
      ? "Create a new token for this database, and pass it in PENUMBRA_AUTH_TOKEN or --auth-token"
      : "Pass a token for this database in PENUMBRA_AUTH_TOKEN or --auth-token",
  };
}

function noSuchDatabase({ name }: Server): Diagnostic {
  return {
    code: "database/not-found",
    severity: "error",
    message: `Cannot read the database at ${name}: there is no such database`,
    hint: "Check the URL, and the names of the database and the organisation in it",
  };
}

function tooLate({ name }: Server, limitMs: number): Diagnostic {
  return {
    code: "database/time-limit",
    severity: "error",
    message: `Cannot reach the database at ${name}: no answer in ${limitMs / 1000} s`,
    hint: "Check the network and that the server is running, then try again",
  };
}
