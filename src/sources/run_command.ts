import type { Diagnostic, SourceText } from "../base/diagnostic.ts";
import { match } from "../base/match.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { withoutSecrets } from "../base/secrets.ts";
import type { ProgramRun } from "../host/process/run_program.ts";

/** Where a command runs, and its time limit. */
export interface CommandOptions {
  readonly folder: string;
  /** Default 120,000 ms, since npx may have to download first. */
  readonly limitMs?: number;
}

/** More DDL than anybody writes. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The DDL that a command prints. It is run in the shell: pipes, quotes and `npx` work as in a
 * package.json script. Fails with `sources/command-…` if it cannot be run, exits with an error,
 * takes too long, or prints nothing usable.
 */
export async function runCommand(
  command: string,
  { folder, limitMs = 120_000 }: CommandOptions,
): Promise<Result<SourceText>> {
  const { runProgram } = await import("../host/process/run_program.ts");
  const run = await runProgram(command, { folder, limitMs, mostBytes: MOST_BYTES });
  const shown = withoutSecrets(command);
  return match(run)
    .returnType<Result<SourceText>>()
    .with({ kind: "ended" }, (it) => ddlOf(it, shown))
    .with({ kind: "timed-out" }, ({ stderr }) =>
      fail("unfinished", {
        code: "sources/command-time-limit",
        severity: "error",
        message: `Cannot read a schema from "${shown}": it was still running after ${
          limitMs / 1000
        } s`,
        ...notesOf(stderr),
        hint: "Run it by hand to see what it waits for",
      }))
    .with({ kind: "too-much" }, () =>
      fail("unfinished", {
        code: "sources/command-too-much",
        severity: "error",
        message: `Cannot read a schema from "${shown}": it printed more than ${
          MOST_BYTES >> 20
        } MB`,
        hint: "Make it print only DDL, no data",
      }))
    .with({ kind: "not-started" }, ({ reason }) =>
      fail("unfinished", {
        code: "sources/command-not-started",
        severity: "error",
        message: `Cannot run "${shown}": ${withoutSecrets(reason).replace(/\.$/, "")}`,
        hint: `Run it by hand in "${folder}" to see what stops it`,
      }))
    .exhaustive();
}

type Ended = Extract<ProgramRun, { kind: "ended" }>;

function ddlOf({ exitCode, signal, stdout, stderr }: Ended, shown: string): Result<SourceText> {
  const text = new TextDecoder("utf-8").decode(stdout);
  if (exitCode !== 0) return fail("unfinished", badEnd({ exitCode, signal, text, stderr }, shown));
  if (text.includes("\ufffd") || text.includes("\0")) return fail("unfinished", noText(shown));
  if (text.trim() === "") return fail("unfinished", silent(shown, stderr));
  return succeed({ name: `output of ${shown}`, text });
}

interface BadEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly text: string;
  readonly stderr: string;
}

/** The exit codes of shells for a missing program: on Unix, and on Windows. */
const NOT_FOUND = [127, 9009];

function badEnd({ exitCode, signal, text, stderr }: BadEnd, shown: string): Diagnostic {
  if (exitCode !== null && NOT_FOUND.includes(exitCode)) {
    return {
      code: "sources/command-not-found",
      severity: "error",
      message: `Cannot run "${shown}": the shell finds no such program`,
      ...notesOf(stderr),
      hint: "Install it, or write npx before it if it is a package of the project",
    };
  }
  const end = exitCode === null
    ? `the signal ${signal} ended it`
    : `it ended with exit code ${exitCode}`;
  return {
    code: "sources/command-failed",
    severity: "error",
    message: `Cannot read a schema from "${shown}": ${end}`,
    // Some programs report errors on stdout.
    ...notesOf(`${stderr}\n${text}`),
    hint: "Run it by hand until it prints the DDL",
  };
}

function silent(shown: string, stderr: string): Diagnostic {
  return {
    code: "sources/command-silent",
    severity: "error",
    message: `Cannot read a schema from "${shown}": it printed nothing to stdout`,
    ...notesOf(stderr),
    hint: 'Make it print the DDL to stdout; if you want nothing, name the source "empty"',
  };
}

function noText(shown: string): Diagnostic {
  return {
    code: "sources/command-not-utf8",
    severity: "error",
    message: `Cannot read a schema from "${shown}": what it printed is not UTF-8`,
    hint: "Make it print UTF-8",
  };
}

/** How many lines of a program's output are shown. */
const MOST_LINES = 12;

/** The last lines of a program's output, without colours and secrets. */
function notesOf(text: string): { notes?: readonly string[] } {
  // deno-lint-ignore no-control-regex -- Escape sequences begin with a control character.
  const plain = withoutSecrets(text).replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "");
  const lines = plain.split(/\r?\n/).map((line) => line.trimEnd()).filter((line) => line !== "");
  return lines.length === 0 ? {} : { notes: [lines.slice(-MOST_LINES).join("\n")] };
}
