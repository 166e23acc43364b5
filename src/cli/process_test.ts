import assert from "node:assert/strict";
import { HAS_TERMINAL, programInTerminal } from "../../tests/end_to_end/terminal.ts";

const OWN_COMMANDS = new URL("../../tests/support/own_commands.ts", import.meta.url).pathname;
const FRONT_DOOR = new URL("../../mod.ts", import.meta.url).pathname;

/** A test that needs a terminal; its name says so if there is none. */
function testInTerminal(name: string, test: () => Promise<void>): void {
  Deno.test(
    HAS_TERMINAL ? name : `${name} (skipped: there is no script of util-linux)`,
    { ignore: !HAS_TERMINAL },
    test,
  );
}

/** Runs our command in a terminal, see `programInTerminal`. */
function inTerminal(args: string, typed: readonly (readonly [shown: string, keys: string])[]) {
  return programInTerminal(`${Deno.execPath()} run -A ${OWN_COMMANDS} ${args}`, typed);
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
  const drawn = async (environment: Record<string, string>) => {
    const line = `${Deno.execPath()} run -A ${FRONT_DOOR} chekc`;
    return (await programInTerminal(line, [], { environment })).drawn;
  };
  const coloured = "\x1b[1;31merror[cli/unknown-command]";
  assert((await drawn({ NO_COLOR: "", TERM: "xterm" })).includes(coloured));
  for (const wish of [{ NO_COLOR: "1" }, { NO_COLOR: "", TERM: "dumb" }]) {
    const plain = await drawn(wish);
    assert(plain.includes("error[cli/unknown-command]") && !plain.includes(coloured));
  }
});

/** Runs a shell command line, with `$PENUMBRA` for our command. */
async function inShell(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command("sh", {
    args: ["-c", line],
    env: { PENUMBRA: `${Deno.execPath()} run -A ${OWN_COMMANDS}` },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test("a slow reader gets all of a long output, and the exit code", async () => {
  const { stdout } = await inShell("($PENUMBRA inspect x; echo $? >&2) | (sleep 0.3; wc -l)");
  assert.equal(stdout.trim(), "100000");
  assert.equal((await inShell("$PENUMBRA inspect x >/dev/null")).code, 1);
});

Deno.test("a reader that closes the pipe is not an error", async () => {
  const { stdout, stderr } = await inShell("($PENUMBRA inspect x; echo $? >&2) | head -n 1");
  assert.deepEqual([stdout, stderr], ["line 0\n", "1\n"]);
});

Deno.test("a question is not asked if stdin is not a terminal", async () => {
  const { code, stdout } = await inShell("echo y | $PENUMBRA generate");
  assert.deepEqual([code, stdout], [0, "answer: nobody to ask\n"]);
});

Deno.test("an exception ends with 70 and our name", async () => {
  const { code, stderr } = await inShell("$PENUMBRA diff");
  assert.equal(code, 70);
  assert.match(stderr, /^error\[cli\/bug\]: .* a bug in penumbra: thrown on purpose\n/);
});

Deno.test("the version and the help need no permission, so nothing heavy is loaded", async () => {
  for (const argument of ["--version", "--help"]) {
    const { code, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", FRONT_DOOR, argument],
    }).output();
    assert.deepEqual([code, new TextDecoder().decode(stdout).includes("penumbra")], [0, true]);
  }
});

Deno.test("importing the entry point runs nothing", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", `await import("file://${FRONT_DOOR}")`],
  }).output();
  assert.deepEqual([code, stdout.length, stderr.length], [0, 0, 0]);
});

for (const shell of ["bash", "zsh", "fish", "pwsh"]) {
  Deno.test(`the completions of ${shell} call penumbra`, async () => {
    const { code, stdout } = await inShell(`$PENUMBRA completions ${shell}`);
    assert.equal(code, 0);
    assert.match(stdout, /penumbra complete ('--'|--)[ $]/);
  });
}
