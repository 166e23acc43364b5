import assert from "node:assert/strict";
import { type Call, runCommandLine } from "../../tests/support/command_line.ts";
import type { Diagnostic } from "../base/diagnostic.ts";
import type { Stream } from "../host/process/terminal.ts";
import { configSchema } from "./config/config_schema.ts";
import { VERSION } from "../base/version.ts";
import { Interrupted } from "./terminal/interrupted.ts";

const FINDING: Diagnostic = { code: "test/finding", severity: "error", message: "There it is" };

Deno.test("main() prints the version", async () => {
  assert.deepEqual(await runCommandLine(["--version"]), {
    code: 0,
    stdout: `penumbra ${VERSION}\n`,
    stderr: "",
    calls: [],
  });
});

Deno.test("main() prints the version from any place in the line", async () => {
  assert.equal((await runCommandLine(["check", "--version"])).stdout, `penumbra ${VERSION}\n`);
  assert.equal((await runCommandLine(["-V"])).stdout, `penumbra ${VERSION}\n`);
});

Deno.test("main() prints help to stdout if requested, otherwise to stderr as wrong use", async () => {
  const asked = await runCommandLine(["--help"]);
  assert.equal(asked.code, 0);
  assert.match(asked.stdout, /^Usage: penumbra <command> \[options\]\n/);
  const bare = await runCommandLine([]);
  assert.deepEqual([bare.code, bare.stdout, bare.stderr], [2, "", asked.stdout]);
});

Deno.test("main() reports errors in the arguments and exits with 2", async () => {
  const { code, stdout, stderr, calls } = await runCommandLine(["chekc"]);
  assert.deepEqual([code, stdout, calls], [2, "", []]);
  assert.equal(
    stderr,
    'error[cli/unknown-command]: Cannot run "penumbra chekc": there is no such command\n' +
      'hint: Did you mean "check"?\n',
  );
});

Deno.test("main() reports them as JSON if requested", async () => {
  const { code, stdout, stderr } = await runCommandLine(["check", "--format", "json", "--wat"]);
  assert.deepEqual([code, stderr], [2, ""]);
  const report = JSON.parse(stdout);
  assert.deepEqual([report.ok, report.diagnostics[0].code], [false, "cli/unknown-option"]);
});

Deno.test("main() runs a command with defaults if nothing is given", async () => {
  const { code, calls } = await runCommandLine(["check"]);
  assert.equal(code, 0);
  const answers = {
    renames: [],
    noRenames: false,
    fills: [],
    verify: false,
    staged: false,
    merge: false,
    all: false,
  };
  assert.deepEqual([calls[0]!.verb, calls[0]!.options], ["check", {
    migrations: "migrations",
    schema: [],
    cache: true,
    columnOrder: "any",
    format: "text",
    verbose: false,
    workingDirectory: "/nowhere",
    ...answers,
    origin: { given: {}, answers },
  }]);
});

Deno.test("main() prints data to stdout, diagnostics and words to stderr", async () => {
  const command = () => ({
    exitCode: 1 as const,
    diagnostics: [FINDING],
    data: "SELECT 1;",
    words: ["One thing was found", "That is all"],
  });
  const ran = await runCommandLine(["check"], { command });
  assert.deepEqual(ran.stdout, "SELECT 1;\n");
  assert.deepEqual(
    ran.stderr,
    "error[test/finding]: There it is\nOne thing was found\nThat is all\n",
  );
  assert.equal(ran.code, 1);
  const quiet = await runCommandLine(["--quiet", "check"], { command });
  assert.deepEqual(quiet.stderr, "error[test/finding]: There it is\n");
});

Deno.test("main() puts facts and diagnostics into a single JSON object", async () => {
  const command = () => ({
    exitCode: 1 as const,
    diagnostics: [FINDING],
    data: "SELECT 1;\n",
    words: ["One thing was found"],
    facts: { sql: "SELECT 1;" },
  });
  const { stdout, stderr } = await runCommandLine(["check", "--format=json"], { command });
  assert.equal(stderr, "");
  const { code, severity, message } = FINDING;
  assert.deepEqual(JSON.parse(stdout), {
    ok: false,
    diagnostics: [{ code, severity, message }],
    sql: "SELECT 1;",
  });
});

Deno.test("main() colours lines that have a style in a terminal, and nothing else in them", async () => {
  const lines = ["app.db", { style: "added", text: "+ table \x1b[31mt" }] as const;
  const command = () => ({ exitCode: 0 as const, diagnostics: [], lines });
  const stdoutWith = async (...terminals: readonly "stdout"[]) =>
    (await runCommandLine(["diff"], { command, terminals })).stdout;
  assert.equal(await stdoutWith("stdout"), "app.db\n\x1b[32m+ table ␛[31mt\x1b[0m\n");
  assert.equal(await stdoutWith(), "app.db\n+ table ␛[31mt\n");
});

Deno.test("main() colours diagnostics in a terminal, unless disabled", async () => {
  const command = () => ({ exitCode: 1 as const, diagnostics: [FINDING] });
  const coloured = async (
    args: string[],
    setting: { wantsColor?: boolean; inTerminal: boolean },
  ) => {
    const terminals = setting.inTerminal ? ["stderr" as const] : [];
    const ran = await runCommandLine(["check", ...args], { command, terminals, ...setting });
    return ran.stderr.includes("\x1b[");
  };
  assert.equal(await coloured([], { inTerminal: true }), true);
  assert.equal(await coloured([], { inTerminal: false }), false);
  assert.equal(await coloured([], { inTerminal: true, wantsColor: false }), false);
  assert.equal(await coloured([], { inTerminal: false, wantsColor: true }), true);
  assert.equal(await coloured(["--color", "never"], { inTerminal: true }), false);
  assert.equal(
    await coloured(["--color", "always"], { inTerminal: false, wantsColor: false }),
    true,
  );
});

Deno.test("main() shows progress only in a terminal, and clears it", async () => {
  const command = ({ context }: Call) => {
    context.progress?.("Replaying");
    return { exitCode: 0 as const, diagnostics: [], words: ["Done"] };
  };
  const shown = async (args: string[], terminals: Stream[], passedMs = 500) => {
    // Half a second passes between any two readings.
    const clock = { nowMs: () => nowMs += passedMs, after: () => () => {} };
    let nowMs = 0;
    return (await runCommandLine(["check", ...args], { command, terminals, clock })).stderr;
  };
  const line = "\r\x1b[2K\x1b[?7lReplaying\x1b[?7h";
  assert.equal(await shown([], ["stderr"]), `${line}\r\x1b[2KDone\n`);
  assert.equal(await shown([], ["stderr"], 0), "Done\n");
  assert.equal(await shown([], ["stdout"]), "Done\n");
  assert.equal(await shown(["--quiet"], ["stderr"]), "");
  assert.equal(await shown(["--format", "json"], ["stderr"]), "");
});

Deno.test("main() prints notes under --verbose", async () => {
  const command = ({ context }: { context: { note(text: string): void } }) => {
    context.note("The cache was used");
    return { exitCode: 0 as const, diagnostics: [] };
  };
  assert.equal((await runCommandLine(["check"], { command })).stderr, "");
  const verbose = await runCommandLine(["--verbose", "check"], { command });
  assert.equal(verbose.stderr, "The cache was used\n");
});

Deno.test("main() lets a command ask questions only in a terminal", async () => {
  const asks = async (args: string[], terminals: ("stdin" | "stderr")[]) => {
    const { calls } = await runCommandLine(["generate", ...args], { terminals });
    return calls[0]!.context.ask !== undefined;
  };
  assert.equal(await asks([], ["stdin", "stderr"]), true);
  assert.equal(await asks([], ["stdin"]), false);
  assert.equal(await asks([], ["stderr"]), false);
  assert.equal(await asks(["--format", "json"], ["stdin", "stderr"]), false);
});

Deno.test("main() exits with 70 on any exception, reports it as our bug and says what to send", async () => {
  const command = () => {
    throw new TypeError("x is not a function");
  };
  const args = ["inspect", "libsql://host?authToken=secret"];
  const { code, stderr } = await runCommandLine(args, { command });
  assert.equal(code, 70);
  assert.match(stderr, /^error\[cli\/bug\]: .* a bug in penumbra: x is not a function\n/);
  assert.match(stderr, new RegExp(`penumbra ${VERSION}, test 1.0, nothing\n`));
  assert.match(stderr, /TypeError: x is not a function\n +at /);
  assert.match(stderr, /penumbra inspect libsql:\/\/host\?authToken=…\n/);
  assert.doesNotMatch(stderr, /secret/);
});

Deno.test("main() says what to send about a bug that a command reported itself", async () => {
  const command = () => ({ exitCode: 70 as const, diagnostics: [FINDING] });
  const { code, stderr } = await runCommandLine(["check"], { command });
  assert.equal(code, 70);
  assert.match(stderr, /^error\[test\/finding\]: There it is\n\nnote\[cli\/bug\]: /);
});

Deno.test("main() exits with 130 if a question is interrupted", async () => {
  const command = () => {
    throw new Interrupted();
  };
  const { code, stderr } = await runCommandLine(["generate"], { command });
  assert.deepEqual([code, stderr], [130, "Stopped: nothing was written\n"]);
});

Deno.test("main() exits with 3 if stdout cannot be written", async () => {
  const command = () => ({ exitCode: 0 as const, diagnostics: [], data: "1" });
  const writeOut = () => {
    throw Object.assign(new Error("No space left on device (os error 28)"), { code: "ENOSPC" });
  };
  for (const line of [["inspect", "empty"], ["--help"], ["check", "--version"]]) {
    const { code, stderr } = await runCommandLine(line, { command, writeOut });
    assert.equal(code, 3);
    assert.match(stderr, /^error\[files\/disk-full\]: Cannot write "standard output"/);
  }
});

Deno.test("main() completes commands, options and values", async () => {
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: string) => void lines.push(line.split("\t")[0]!);
  try {
    await runCommandLine(["complete", "--", "ch"]);
    await runCommandLine(["complete", "--", "check", "--verify"]);
    await runCommandLine(["complete", "--", "check", "--target", "s"]);
    await runCommandLine(["complete", "--", "completions", "p"]);
  } finally {
    console.log = log;
  }
  assert.deepEqual(lines.filter((line) => !line.startsWith(":")), [
    "check",
    "--verify",
    "sqlite",
    "sqlite@3.53",
    "pwsh",
  ]);
});

Deno.test("main() escapes control characters for a terminal, but not for a file", async () => {
  const acting = "a\x1b]0;t\x07\x9b2J\u202e\tb\r\n";
  const command = () => ({
    exitCode: 0 as const,
    diagnostics: [],
    data: acting,
    words: ["said \x1b[2J"],
  });
  const seen = await runCommandLine(["inspect", "x.sql", "--format", "sql"], {
    command,
    terminals: ["stdout", "stderr"],
  });
  assert.equal(seen.stdout, "a␛]0;t␇\ufffd2J\ufffd\tb\r\n");
  assert.equal(seen.stderr, "said ␛[2J\n");
  const piped = await runCommandLine(["inspect", "x.sql", "--format", "sql"], { command });
  assert.equal(piped.stdout, acting);
  assert.equal(piped.stderr, "said ␛[2J\n");
});

Deno.test("main() keeps each line for people one line, and passes no command on to a CI service", async () => {
  const hostile = "a\n::add-mask::b\r\n \u00a0::stop-commands::c\t##[error]d ##vso[x]";
  const calm = "a␊::add-mask::b␊ \u00a0::stop-commands::c    ##\\[error]d ##\\vso[x]";
  const lines = [hostile, " \u3000::debug::b", "a::b", "# [x]"];
  const command = () => ({ exitCode: 0 as const, diagnostics: [], lines, words: lines });
  const { stdout, stderr } = await runCommandLine(["status", "--db", "x.db"], { command });
  assert.equal(stdout, `${calm}\n \u3000\\::debug::b\na::b\n# [x]\n`);
  assert.equal(stderr, stdout);
});

Deno.test("main() escapes control characters in JSON", async () => {
  const message = "a\x9b2J\u202e\x7f\n::debug::x ###[error]";
  const command = () => ({
    exitCode: 1 as const,
    diagnostics: [{ ...FINDING, message }],
  });
  const { stdout } = await runCommandLine(["check", "--format", "json"], { command });
  assert.equal(JSON.parse(stdout).diagnostics[0].message, message);
  assert.match(stdout, /a\\u009b2J\\u202e\\u007f\\n::debug::x ##\\u0023\[error\]/);
});

Deno.test("main() prints the JSON schema of the configuration", async () => {
  const { stdout, code } = await runCommandLine(["schema"]);
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(stdout), await configSchema());
});

Deno.test("main() accepts -q and -v for --quiet and --verbose", async () => {
  const command = ({ context }: Call) => {
    context.note?.("a note");
    return { exitCode: 0 as const, diagnostics: [], words: ["words"] };
  };
  assert.equal((await runCommandLine(["check", "-q"], { command })).stderr, "");
  assert.equal((await runCommandLine(["check", "-v"], { command })).stderr, "a note\nwords\n");
});

Deno.test("main() lists the codes of an area", async () => {
  const { stdout, code } = await runCommandLine(["explain", "git"]);
  assert.equal(code, 0);
  assert(stdout.trimEnd().split("\n").every((line) => line.startsWith("git/")));
  const json = await runCommandLine(["explain", "git", "--format", "json"]);
  assert(JSON.parse(json.stdout).explanations.length > 1);
});

Deno.test("main() explains a code without a project or a folder", async () => {
  const { stdout, stderr, code } = await runCommandLine(["explain", "cli/bad-json"]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^penumbra\.json is not JSON\.\n\n[^]*\S\n$/);
  const json = await runCommandLine(["explain", "cli/bad-json", "--format", "json"]);
  assert.equal(JSON.parse(json.stdout).explanation.text, stdout.trimEnd());
});

Deno.test("main() lists every code, and the meaning of exit codes", async () => {
  const { stdout, code } = await runCommandLine(["explain"]);
  assert.equal(code, 0);
  assert.match(stdout, /^plan\/fill-needed +A new column accepts no NULL/m);
  assert.match(stdout, /^exit code 70 +A bug in penumbra$/m);
  const json = await runCommandLine(["explain", "--format", "json"]);
  const { explanations, exitCodes } = JSON.parse(json.stdout);
  assert.equal(explanations.length, stdout.match(/^[a-z]+\//gm)!.length);
  assert.equal(exitCodes["70"], "A bug in penumbra");
});

Deno.test("main() suggests the code that was probably meant", async () => {
  for (const word of ["data-loss", "lint/data-los"]) {
    const { stderr, stdout, code } = await runCommandLine(["explain", word]);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(
      stderr,
      /^error\[cli\/unknown-code\][^]*hint: Did you mean "lint\/data-loss"\?\n$/,
    );
  }
  const { stderr, code } = await runCommandLine(["explain", "lint/data-loss", "--format", "sarif"]);
  assert.equal(code, 2);
  assert.match(stderr, /Cannot use "sarif" for --format of "penumbra explain"/);
});
