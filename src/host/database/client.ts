import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { withoutSecrets } from "../../base/secrets.ts";
import type { Rows } from "./database_file.ts";

/** Options for connecting to a server. */
export interface ServerOptions {
  /** Auth token; never printed. */
  readonly authToken?: string | undefined;
  /** The time limit for the answer. Default 30,000 ms. */
  readonly limitMs?: number;
}

/**
 * The rows of each statement from a libSQL server (`libsql:`, `http:`, `https:`, `ws:`, `wss:`),
 * read in one read-only transaction. A token in the address is used if none is given. Fails with
 * `database/…` if the server cannot be reached, rejects the credentials or refuses a statement.
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
    return fail("unfinished", serverDiagnostic(server, error, token));
  } finally {
    clearTimeout(timer);
  }
}

/** A server and a function that creates a client for it, which may throw. */
export async function serverAt(address: string, authToken: string | undefined) {
  const url = new URL(address);
  const token = authToken ?? url.searchParams.get("authToken") ?? undefined;
  url.searchParams.delete("authToken");
  // This entry point supports servers only and needs no native addon.
  const { createClient } = await import("npm:@libsql/client@0.18.0/web");
  return {
    server: { name: serverName(url), hasToken: token !== undefined } satisfies Server,
    token,
    createClient: () =>
      createClient({ url: url.href, ...(token !== undefined && { authToken: token }) }),
  };
}

/** A server, under a name that is safe to print. */
export interface Server {
  readonly name: string;
  readonly hasToken: boolean;
}

/** The address of a server without parts that may be secret. */
export function serverName({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

/** The diagnostic for a server that did not answer, without secrets. */
export function serverDiagnostic(
  server: Server,
  error: unknown,
  token: string | undefined,
): Diagnostic {
  if (!(error instanceof Error)) throw error;
  const code = "code" in error ? String(error.code) : "";
  const cause = error.cause instanceof Error ? error.cause : undefined;
  const status = Number(cause && "status" in cause ? cause.status : undefined) ||
    Number(/status (\d{3})/.exec(error.message)?.[1]);
  const words = shownWords(rootOf(error).message, token);
  if (status === 401 || status === 403 || /AUTH|JWT|UNAUTHORIZED/i.test(`${code} ${words}`)) {
    return credentialsRejected(server, words);
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

/** The root cause of an error: "fetch failed" alone helps nobody. */
function rootOf(error: Error): Error {
  return error.cause instanceof Error ? rootOf(error.cause) : error;
}

/** The message on one line, without the token even if the server repeats it. */
function shownWords(message: string, token: string | undefined): string {
  const line = message.replace(/^error sending request for url \([^)]*\): /, "")
    .replace(/\s+/g, " ").replace(/\.$/, "").trim();
  return withoutSecrets(token ? line.replaceAll(token, "…") : line);
}

function credentialsRejected({ name, hasToken }: Server, words: string): Diagnostic {
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
