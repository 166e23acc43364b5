import assert from "node:assert/strict";
import { readArguments } from "./args.ts";
import type { Request } from "../request.ts";

function requestOf(...args: readonly string[]): Request {
  return readArguments(args).request;
}

/** The code, message and hint for an invalid command line. */
function refusal(...args: readonly string[]): [code: string, message: string, hint?: string] {
  const request = requestOf(...args);
  assert(request.kind === "misuse", `expected a refusal of ${args.join(" ")}`);
  const { code, message, hint } = request.diagnostic;
  return hint === undefined ? [code, message] : [code, message, hint];
}

const NO_ANSWERS = { renames: [], noRenames: false, fills: [] };

Deno.test("readArguments() reads every option of generate, repeated ones in order", () => {
  const args = "generate add_bio --dry-run --empty --down --rename a:b --rename c.d:c.e " +
    "--no-renames --fill t.c=-1 --allow data-loss --allow data-loss:users.name";
  assert.deepEqual(requestOf(...args.split(" ")), {
    kind: "verb",
    verb: "generate",
    options: {
      name: "add_bio",
      dryRun: true,
      empty: true,
      down: true,
      renames: ["a:b", "c.d:c.e"],
      noRenames: true,
      fills: ["t.c=-1"],
      allow: ["data-loss", "data-loss:users.name"],
    },
  });
});

Deno.test("readArguments() leaves out what was not given", () => {
  assert.deepEqual(requestOf("generate"), {
    kind: "verb",
    verb: "generate",
    options: { ...NO_ANSWERS, allow: [], dryRun: false, empty: false, down: false },
  });
  assert.deepEqual(requestOf("check"), {
    kind: "verb",
    verb: "check",
    options: { ...NO_ANSWERS, verify: false, staged: false, merge: false, all: false },
  });
  assert.deepEqual(requestOf("diff", "a.sql"), {
    kind: "verb",
    verb: "diff",
    options: { ...NO_ANSWERS, allow: [], from: "a.sql", exitCode: false },
  });
  assert.deepEqual(requestOf("init"), {
    kind: "verb",
    verb: "init",
    options: { yes: false },
  });
  assert.deepEqual(readArguments(["init"]).project, {});
});

Deno.test("readArguments() accepts common options before and after the command", () => {
  const wanted = {
    settings: {
      config: "c.json",
      format: "json",
      color: "never",
      quiet: true,
      verbose: true,
      timeLimit: 90,
    },
    project: {
      migrations: "db",
      layout: "plain",
      schema: ["a.sql", "b.sql"],
      target: "d1",
      columnOrder: "strict",
      cache: false,
    },
    request: requestOf("init"),
  };
  const options = "--config c.json --format json --color never --quiet --verbose --migrations db " +
    "--layout=plain --schema a.sql --schema b.sql --target d1 --column-order strict --no-cache " +
    "--time-limit 90";
  assert.deepEqual(readArguments([...options.split(" "), "init"]), wanted);
  assert.deepEqual(readArguments(["init", ...options.split(" ")]), wanted);
});

Deno.test("readArguments() accepts a number of seconds for --time-limit, and nothing else", () => {
  for (const seconds of ["0.5", "60", "86400"]) {
    assert.equal(readArguments(["--time-limit", seconds]).settings.timeLimit, Number(seconds));
  }
  for (const text of ["0", "-1", "1m", "86401", "1e3", "Infinity"]) {
    assert.equal(refusal("check", `--time-limit=${text}`)[0], "cli/bad-value", text);
  }
});

Deno.test("readArguments() refuses unknown words, and suggests what was probably meant", () => {
  assert.deepEqual(refusal("generat"), [
    "cli/unknown-command",
    'Cannot run "penumbra generat": there is no such command',
    'Did you mean "generate"?',
  ]);
  assert.deepEqual(refusal("help", "generat"), refusal("generat"));
  assert.match(refusal("rollback")[2]!, /^Generate a migration that goes back/);
  assert.equal(refusal("validate")[2], 'Run "penumbra check"');
  for (const word of ["gen", "new", "create", "makemigrations"]) {
    assert.equal(refusal(word)[2], 'Run "penumbra generate"');
  }
  assert.equal(refusal("introspect")[2], 'Run "penumbra inspect"');
  assert.equal(refusal("version")[2], 'Did you mean "--version"?');
  assert.deepEqual(refusal("frobnicate")[2]!.slice(0, 30), "Use one of the commands init, ");
  assert.deepEqual(refusal("check", "--migration", "db"), [
    "cli/unknown-option",
    'Cannot run "penumbra check": it has no option "--migration"',
    'Did you mean "--migrations"?',
  ]);
  // Other tools have an option for what is an argument here.
  assert.deepEqual(refusal("generate", "--name", "bio"), [
    "cli/unknown-option",
    'Cannot run "penumbra generate": it has no option "--name"',
    "Write it without an option: penumbra generate <name>",
  ]);
  assert.deepEqual(refusal("--verion"), [
    "cli/unknown-option",
    'Cannot run "penumbra": it has no option "--verion"',
    'Did you mean "--version"?',
  ]);
  assert.deepEqual(refusal("check", "--target", "sqlit"), [
    "cli/unknown-target",
    'Cannot use the target "sqlit": there is no such target',
    'Did you mean "sqlite"?',
  ]);
  assert.equal(refusal("init", "--dry-run")[0], "cli/unknown-option");
  // A loss is allowed in the file that causes it, where everybody sees it.
  assert.equal(refusal("check", "--allow", "data-loss")[0], "cli/unknown-option");
});

Deno.test("readArguments() accepts a format only if the command has it", () => {
  assert.equal(readArguments(["inspect", "empty", "--format", "sql"]).request.kind, "verb");
  assert.deepEqual(refusal("--format", "sql", "check"), [
    "cli/unknown-value",
    'Cannot use "sql" for --format of "penumbra check": it takes text, json, github, sarif or markdown',
  ]);
  assert.equal(
    refusal("--format", "yaml", "check")[1],
    'Cannot use "yaml" for --format of "penumbra check": it takes text, json, github, sarif or markdown',
  );
  assert.equal(refusal("completions", "zsh", "--format", "yaml")[0], "cli/unknown-value");
});

Deno.test("readArguments() refuses an option whose value is missing", () => {
  assert.deepEqual(refusal("check", "--schema"), [
    "cli/missing-value",
    "Cannot read --schema <source>: its value is missing",
    "Write --schema <source>",
  ]);
  assert.deepEqual(refusal("generate", "--migrations", "--dry-run"), [
    "cli/missing-value",
    "Cannot read --migrations <dir>: expected a value, but there is the option --dry-run",
    "Write --migrations <dir>",
  ]);
  assert.equal(refusal("check", "--migrations", "")[0], "cli/missing-value");
});

Deno.test("readArguments() refuses too few and too many arguments", () => {
  assert.deepEqual(refusal("inspect"), [
    "cli/missing-argument",
    'Cannot run "penumbra inspect": <source> is missing',
    'Run "penumbra inspect --help" to see its options',
  ]);
  assert.equal(
    refusal("check", "schema.sql")[1],
    'Cannot run "penumbra check": it takes no argument, and there is schema.sql',
  );
  assert.equal(
    refusal("diff", "a", "b", "c")[1],
    'Cannot run "penumbra diff": it takes at most 2 arguments, and there are 3: a, b, c',
  );
});

Deno.test("readArguments() refuses malformed answers, and points into them", () => {
  assert.equal(refusal("generate", "--rename", "users")[0], "cli/bad-rename");
  assert.equal(refusal("check", "--fill", "users=0")[0], "cli/bad-fill");
  assert.equal(refusal("diff", "--allow", "Data Loss")[0], "cli/unknown-rule");
  const request = requestOf("generate", "--rename", "a:b:c");
  assert(request.kind === "misuse");
  assert.equal(request.diagnostic.span?.startOffset, 3);
});

Deno.test("readArguments() knows the format even if a later argument is wrong", () => {
  const { settings } = readArguments(["check", "--format", "json", "--color", "never", "--wat"]);
  assert.deepEqual([settings.format, settings.color], ["json", "never"]);
});

/** The help that a command line requests. */
function help(...args: readonly string[]): string {
  const request = requestOf(...args);
  assert(request.kind === "help" && request.asked);
  return request.text;
}

Deno.test("readArguments() returns the help of a command, which lists its options and the common ones", () => {
  const texts = ["", "init", "generate", "check", "diff", "inspect", "squash", "convert", "hook"]
    .map((verb) => help(...(verb === "" ? [] : [verb]), "--help"));
  for (const text of texts) {
    assert.match(text, /^Usage: penumbra /);
    assert.match(text, /^ {2}--config <file>/m);
  }
  assert.match(texts[2]!, /^ {2}--fill <table.column=sql>/m);
  assert.match(texts[4]!, /^ {2}migrations:DIR\[@ID\]/m);
});

Deno.test("readArguments() returns that help wherever on the line it is requested", () => {
  const asked = help("generate", "--help");
  assert.match(asked, /^Usage: penumbra generate /);
  for (const line of ["help generate", "--help generate", "-h --quiet generate", "generate -h x"]) {
    assert.equal(help(...line.split(" ")), asked, line);
  }
  const named = requestOf("generate", "--", "--help");
  assert(named.kind === "verb" && named.verb === "generate" && named.options.name === "--help");
});

Deno.test("readArguments() accepts the shells, and refuses one without a script", () => {
  assert.deepEqual(requestOf("completions", "pwsh"), { kind: "completions", shell: "pwsh" });
  assert.equal(refusal("completions", "nu")[0], "cli/unknown-value");
});

Deno.test("readArguments() reads the action for the hook, and the command that starts penumbra", () => {
  const options = { action: "install" };
  assert.deepEqual(requestOf("hook", "install"), { kind: "verb", verb: "hook", options });
  assert.deepEqual(requestOf("hook", "install", "--command", "npx penumbra"), {
    kind: "verb",
    verb: "hook",
    options: { ...options, command: "npx penumbra" },
  });
  assert.equal(refusal("hook")[0], "cli/missing-argument");
  assert.deepEqual(refusal("hook", "instal"), [
    "cli/unknown-value",
    'Cannot use "instal" for <action>: it takes install or uninstall',
    'Did you mean "install"?',
  ]);
  const staged = requestOf("check", "--staged");
  assert(staged.kind === "verb" && staged.verb === "check");
  assert.equal(staged.options.staged, true);
});

Deno.test("readArguments() reads the base for rebase", () => {
  const answers = { renames: [], noRenames: false, fills: [], allow: [] };
  assert.deepEqual(requestOf("rebase", "--base", "origin/main", "--dry-run"), {
    kind: "verb",
    verb: "rebase",
    options: { ...answers, dryRun: true, base: "origin/main" },
  });
  assert.deepEqual(requestOf("rebase"), {
    kind: "verb",
    verb: "rebase",
    options: { ...answers, dryRun: false },
  });
});

Deno.test("readArguments() reads what to squash, and what to convert", () => {
  assert.deepEqual(requestOf("squash", "--to", "0042", "--keep-data"), {
    kind: "verb",
    verb: "squash",
    options: { to: "0042", keepData: true, dryRun: false },
  });
  assert.deepEqual(requestOf("convert", "--to", "goose", "db"), {
    kind: "verb",
    verb: "convert",
    options: { folder: "db", to: "goose" },
  });
  assert.deepEqual(refusal("convert", "db"), [
    "cli/missing-option",
    'Cannot run "penumbra convert": --to <layout> is missing',
    'Run "penumbra convert --help" to see its options',
  ]);
});

Deno.test("readArguments() refuses options that exclude each other", () => {
  const apply = (...args: readonly string[]) => refusal("apply", "--db", "app.db", ...args);
  assert.deepEqual(apply("--as", "goose", "--adopt"), [
    "cli/conflicting-options",
    'Cannot run "penumbra apply": --as and --adopt exclude each other',
    "Continue the history of the tool with --as, or that of penumbra with --adopt",
  ]);
  assert.equal(apply("--to", "1", "--baseline", "1")[0], "cli/conflicting-options");
  assert.equal(apply("--dbs", "a.txt")[0], "cli/conflicting-options");
});

Deno.test("readArguments() says how to name a database that is given as an argument", () => {
  assert.equal(refusal("apply", "my app.db")[2], "Write penumbra apply --db 'my app.db'");
  assert.equal(refusal("status", "app.db")[2], "Write penumbra status --db app.db");
  assert.match(refusal("apply", "a.db", "b.db")[2]!, /^Run "penumbra apply --help"/);
  assert.match(refusal("squash", "0002")[2]!, /^Run "penumbra squash --help"/);
});
