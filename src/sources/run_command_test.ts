import assert from "node:assert/strict";
import { runCommand } from "./run_command.ts";

const unix = { ignore: Deno.build.os === "windows" };

async function failure(command: string, limitMs = 10_000) {
  const text = await runCommand(command, { folder: "/", limitMs });
  assert(!text.ok);
  assert.equal(text.reason, "unfinished");
  const { code, message, notes = [] } = text.diagnostics[0]!;
  return { code, message, notes };
}

Deno.test({
  ...unix,
  name: "runCommand() gives back what a shell line prints in the folder",
  fn: async () => {
    const folder = await Deno.makeTempDir();
    await Deno.writeTextFile(`${folder}/a file.sql`, "CREATE TABLE ü (x);");
    const text = await runCommand(`cat "a file.sql" | tr x y; echo fine >&2`, { folder });
    assert(text.ok);
    assert.equal(text.value.text, "CREATE TABLE ü (y);");
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  ...unix,
  name: "runCommand() says how a program ended, and what it said last on either stream",
  fn: async () => {
    const red = "printf '\\033[31mno config\\033[0m\\n'";
    assert.deepEqual(await failure(`${red}; echo token=eyJhbGciOi.abc.def >&2; exit 4`), {
      code: "sources/command-failed",
      message: `Cannot read a schema from "${red}; echo token=eyJhbGciOi… >&2; exit 4": ` +
        "it ended with exit code 4",
      notes: ["token=eyJhbGciOi…\nno config"],
    });
    assert.match((await failure("kill -9 $$")).message, /the signal SIGKILL ended it$/);
    assert.equal((await failure("no-such-program-at-all")).code, "sources/command-not-found");
  },
});

Deno.test({
  ...unix,
  name: "runCommand() refuses silence, other encodings, and what has no end",
  fn: async () => {
    assert.deepEqual(await failure("echo why >&2"), {
      code: "sources/command-silent",
      message: 'Cannot read a schema from "echo why >&2": it printed nothing to stdout',
      notes: ["why"],
    });
    assert.equal((await failure("printf '\\377\\376C'")).code, "sources/command-not-utf8");
    assert.equal((await failure("sleep 9", 100)).code, "sources/command-time-limit");
    assert.equal((await failure("yes 'CREATE TABLE a (x);'")).code, "sources/command-too-much");
  },
});
