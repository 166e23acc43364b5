import type { Diagnostic } from "../base/diagnostic.ts";
import type { Terminal } from "../host/process/terminal.ts";
import { withoutSecrets } from "../base/secrets.ts";
import { VERSION_LINE } from "../base/version.ts";

/** The circumstances of a bug, for a report. */
export interface Circumstances {
  readonly args: readonly string[];
  readonly terminal: Terminal;
}

/** The diagnostic for an unexpected exception, with what to send about it. */
export function bugDiagnostic(error: unknown, circumstances: Circumstances): Diagnostic {
  const { message, stack } = error instanceof Error ? error : new Error(wordsOf(error));
  return {
    ...bugReport(circumstances),
    severity: "error",
    message: withoutSecrets(`Cannot finish, and this is a bug in penumbra: ${message}`),
    notes: [environmentLine(circumstances), withoutSecrets(stack ?? message)],
  };
}

/** What was thrown, in words: errors of libSQL are no longer errors once a worker has passed them on. */
function wordsOf(thrown: unknown): string {
  const { message } = (thrown ?? {}) as { readonly message?: unknown };
  return typeof message === "string" ? message : String(thrown);
}

/** The request to report a bug that already has a diagnostic. */
export function bugReport(circumstances: Circumstances): Diagnostic {
  return {
    code: "cli/bug",
    severity: "note",
    message: "This is a bug in penumbra, not in your schema",
    notes: [environmentLine(circumstances)],
    hint: "Report it with all of the above, and with the files it happened on if you can",
  };
}

/** Version, runtime and command line, without secrets. */
function environmentLine({ args, terminal }: Circumstances): string {
  const line = ["penumbra", ...args].join(" ");
  return `${VERSION_LINE}, ${terminal.runtime}\n${withoutSecrets(line)}`;
}
