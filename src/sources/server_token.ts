import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { confirmHost, isConfirmed } from "../host/git/confirmed_hosts.ts";
import { environmentVariable } from "../host/process/environment.ts";

/** Why a server is queried, and which token may be sent to it. */
export interface TokenRequest {
  /** The token given for this run. */
  readonly authToken?: string | undefined;
  /** Present if a configuration names the server, which a pull request may have changed. */
  readonly configured?: Configured | undefined;
}

/** A server named by a configuration. */
export interface Configured {
  /** The folder of the project. */
  readonly project: string;
  /** Asks the user whether the host may have the token; absent without a terminal. */
  readonly confirm?: ((host: string) => Promise<boolean>) | undefined;
}

/**
 * The token to send to a server, if any. That of the environment is sent only to the host that it
 * is for: the one in PENUMBRA_AUTH_TOKEN_FOR, else one given on the command line, else one from the
 * configuration that the user has confirmed once. One that was given for this run is sent to a
 * server from the configuration under the same conditions. No token is sent over an unencrypted
 * connection.
 */
export async function tokenFor(
  address: string,
  { authToken, configured }: TokenRequest,
): Promise<Result<string | undefined>> {
  const url = new URL(address);
  const own = url.searchParams.get("authToken") ?? undefined;
  const token = authToken ?? own ?? await environmentVariable("PENUMBRA_AUTH_TOKEN");
  if (token === undefined) return succeed(undefined);
  if (isReadable(url)) return fail("unfinished", notEncrypted(url));
  const isForServer = authToken === undefined ? own !== undefined : configured === undefined;
  const refused = isForServer ? undefined : await refusalOf(url, configured);
  return refused === undefined ? succeed(token) : fail("unfinished", refused);
}

/** Whether others on the network can read what is sent; nobody can for a server on this machine. */
function isReadable({ protocol, hostname, searchParams }: URL): boolean {
  const isPlain = protocol === "http:" || protocol === "ws:" ||
    // The client takes the last of several.
    (protocol === "libsql:" && searchParams.getAll("tls").includes("0"));
  return isPlain && !/^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

/** Why a token that is not for this server alone may not be sent to it. */
async function refusalOf(
  { host, hostname }: URL,
  configured: Configured | undefined,
): Promise<Diagnostic | undefined> {
  const bound = await environmentVariable("PENUMBRA_AUTH_TOKEN_FOR");
  if (bound !== undefined) {
    const hosts = bound.split(/[\s,]+/);
    return hosts.includes(host) || hosts.includes(hostname) ? undefined : forAnother(host, bound);
  }
  if (configured === undefined) return undefined;
  const { project, confirm } = configured;
  if (await isConfirmed(host, project)) return undefined;
  if (!await confirm?.(host)) return unbound(host);
  await confirmHost(host, project);
  return undefined;
}

function notEncrypted({ protocol, host }: URL): Diagnostic {
  return {
    code: "database/not-encrypted",
    severity: "error",
    message: `Cannot send a token to ${protocol}//${host}: the connection is not encrypted`,
    hint: "Name the server with libsql:// or https://, or unset the token",
  };
}

function forAnother(host: string, bound: string): Diagnostic {
  return {
    code: "database/token-for-another",
    severity: "error",
    message: `Cannot send the token to "${host}": PENUMBRA_AUTH_TOKEN_FOR is "${bound}"`,
    hint: `Add ${host} to PENUMBRA_AUTH_TOKEN_FOR if the token is for that server too`,
  };
}

function unbound(host: string): Diagnostic {
  return {
    code: "database/token-unbound",
    severity: "error",
    message: `Cannot send the token to "${host}": the configuration names that server, ` +
      "and nothing says that the token is for it",
    hint: `Set PENUMBRA_AUTH_TOKEN_FOR=${host}, or run this once in a terminal and confirm it`,
  };
}
