import assert from "node:assert/strict";

const OWN_COMMANDS = new URL("../../tests/support/own_commands.ts", import.meta.url).pathname;
const FRONT_DOOR = new URL("../../mod.ts", import.meta.url).pathname;

/** `script` of util-linux, which gives a program a terminal; undefined where it is not. */
const SCRIPT = await (async () => {
  try {
    const { stdout } = await new Deno.Command("script", { args: ["--version"] }).output();
    return new TextDecoder().decode(stdout).includes("util-linux") ? "script" : undefined;
  } catch {
    return undefined;
  }
})();

/** A test that needs a terminal; its name says so where there is none to be had. */
function testInTerminal(name: string, test: () => Promise<void>): void {
  const ignore = SCRIPT === undefined;
  Deno.test(
    ignore ? `${name} (skipped: there is no script of util-linux)` : name,
    { ignore },
    test,
  );
}

interface Ended {
  readonly code: number;
  /** All that the terminal was shown, without its control sequences. */
  readonly shown: string;
}

/** Types each text into a terminal as soon as what comes before it is shown. */
async function inTerminal(
  args: string,
  typed: readonly [shown: string, keys: string][],
): Promise<Ended> {
  // A terminal that nobody looks at has no columns, until it is told to.
  const line = `stty cols 100 rows 40; exec ${Deno.execPath()} run -A ${OWN_COMMANDS} ${args}`;
  const child = new Deno.Command(SCRIPT!, {
    args: ["-qec", line, "/dev/null"],
    env: { TERM: "xterm" },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const tooLong = setTimeout(() => child.kill("SIGKILL"), 20_000);
  const writer = child.stdin.getWriter();
  const left = [...typed];
  let shown = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    // deno-lint-ignore no-control-regex -- It takes the escape sequences out.
    shown += text.replace(/\x1b\[[\d;?]*[A-Za-z]/g, "");
    while (left[0] !== undefined && shown.includes(left[0][0])) {
      await writer.write(new TextEncoder().encode(left.shift()![1]));
    }
  }
  clearTimeout(tooLong);
  await writer.close().catch(() => {});
  assert.deepEqual(left, [], `not everything was shown:\n${shown}`);
  return { code: (await child.status).code, shown };
}

testInTerminal("a rename is asked, and the answer that is chosen is taken", async () => {
  const question = 'Was column "title" of "posts" renamed?';
  const { code, shown } = await inTerminal("generate", [[question, "\x1b[B\r"]]);
  assert.match(shown, /Yes, it was "name" before \(its data stays\)/);
  assert.match(shown, /answer: label/);
  assert.equal(code, 0);
});

testInTerminal("a rename that is none is a drop and an add", async () => {
  const { shown } = await inTerminal("generate", [["No, it is new", "\x1b[B\x1b[B\r"]]);
  assert.match(shown, /answer: undefined/);
});

testInTerminal("a fill is asked, and nothing is an answer too", async () => {
  const given = await inTerminal("check", [["What do existing rows get?", "'x'\r"]]);
  assert.match(given.shown, /answer: 'x'/);
  const none = await inTerminal("check", [["What do existing rows get?", "\r"]]);
  assert.match(none.shown, /answer: undefined/);
});

testInTerminal("Ctrl-C at a question ends with 130, and nothing was written", async () => {
  const { code, shown } = await inTerminal("generate", [["renamed?", "\x03"]]);
  assert.match(shown, /Stopped: nothing was written/);
  assert.doesNotMatch(shown, /answer:/);
  assert.equal(code, 130);
});

testInTerminal("Ctrl-C ends a command that is busy with 130", async () => {
  const { code } = await inTerminal("init --verbose", [["waiting", "\x03"]]);
  assert.equal(code, 130);
});

testInTerminal("colours are shown in a terminal and left out with NO_COLOR", async () => {
  const shown = async (environment: Record<string, string>) => {
    const line = `${Deno.execPath()} run -A ${FRONT_DOOR} chekc`;
    const { stdout } = await new Deno.Command(SCRIPT!, {
      args: ["-qec", line, "/dev/null"],
      env: environment,
    }).output();
    return new TextDecoder().decode(stdout);
  };
  assert(Deno.noColor || (await shown({})).startsWith("\x1b[1;31merror[cli/unknown-command]"));
  assert((await shown({ NO_COLOR: "1" })).startsWith("error[cli/unknown-command]"));
});

/** Runs a line of the shell, `$PENUMBRA` standing for our own commands. */
async function inShell(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command("sh", {
    args: ["-c", line],
    env: { PENUMBRA: `${Deno.execPath()} run -A ${OWN_COMMANDS}` },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test("all of a long output arrives at a slow reader, and the exit code with it", async () => {
  const { stdout } = await inShell("($PENUMBRA inspect x; echo $? >&2) | (sleep 0.3; wc -l)");
  assert.equal(stdout.trim(), "100000");
  assert.equal((await inShell("$PENUMBRA inspect x >/dev/null")).code, 1);
});

Deno.test("a reader that goes away is no failure", async () => {
  const { stdout, stderr } = await inShell("($PENUMBRA inspect x; echo $? >&2) | head -n 1");
  assert.deepEqual([stdout, stderr], ["line 0\n", "1\n"]);
});

Deno.test("a question is not asked where stdin is no terminal", async () => {
  const { code, stdout } = await inShell("echo y | $PENUMBRA generate");
  assert.deepEqual([code, stdout], [0, "answer: nobody to ask\n"]);
});

Deno.test("something thrown ends with 70 and our name on it", async () => {
  const { code, stderr } = await inShell("$PENUMBRA diff");
  assert.equal(code, 70);
  assert.match(stderr, /^error\[cli\/bug\]: .* a bug of penumbra: thrown on purpose\n/);
});

Deno.test("the version and the help need no permission, so nothing heavy is loaded", async () => {
  for (const argument of ["--version", "--help"]) {
    const { code, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", FRONT_DOOR, argument],
    }).output();
    assert.deepEqual([code, new TextDecoder().decode(stdout).includes("penumbra")], [0, true]);
  }
});

Deno.test("importing the front door runs nothing", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", `await import("file://${FRONT_DOOR}")`],
  }).output();
  assert.deepEqual([code, stdout.length, stderr.length], [0, 0, 0]);
});

for (const shell of ["bash", "zsh", "fish", "pwsh"]) {
  Deno.test(`the completions of ${shell} call us back`, async () => {
    const { code, stdout } = await inShell(`$PENUMBRA completions ${shell}`);
    assert.equal(code, 0);
    assert.match(stdout, /penumbra complete ('--'|--) /);
  });
}
