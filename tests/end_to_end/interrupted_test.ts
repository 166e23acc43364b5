import assert from "node:assert/strict";
import { inProject, type Project } from "./project.ts";
import { HAS_TERMINAL, inTerminal } from "./terminal.ts";

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY);\n";

/** Prints a schema once it may continue, and writes its process id before that. */
const WAITING_PROGRAM = `echo $$ > pid
while ! test -e go_on; do sleep 0.1; done
echo '${USERS.trim()}'
`;

const FILES = {
  "migrations/0001_users.sql": USERS,
  "penumbra.json": '{ "schema": "command:sh wait.sh", "cache": false }',
  "wait.sh": WAITING_PROGRAM,
};

const wait = () => new Promise((resolve) => setTimeout(resolve, 20));

const inTerminalOnly = { ignore: !HAS_TERMINAL };

/** Waits until the process has written its id. */
async function hasStarted({ read }: Project): Promise<void> {
  while (!(await read("pid").catch(() => "")).endsWith("\n")) await wait();
}

/** Whether the process that wrote its id has ended. */
async function isGone({ read }: Project): Promise<boolean> {
  const path = `/proc/${(await read("pid")).trim()}/stat`;
  const state = await Deno.readTextFile(path).catch(() => undefined);
  return state === undefined || / Z /.test(state);
}

Deno.test(
  "a slow program is shown as progress in a terminal, until it ends",
  inTerminalOnly,
  async () => {
    await inProject(FILES, async (project) => {
      const { code, drawn } = await inTerminal(project, "check", [[
        "Running sh",
        () => project.write({ go_on: "" }),
      ]]);
      assert.equal(code, 0);
      assert(drawn.includes("\r\x1b[2K\x1b[?7lRunning sh wait.sh\x1b[?7h\r\x1b[2K"));
      assert(
        drawn.endsWith(
          "\x1b[?7h\r\x1b[2KNothing to do: the migrations produce the desired schema\r\n",
        ),
      );
      const piped = await project.run("check");
      assert.equal(piped.stderr, "Nothing to do: the migrations produce the desired schema\n");
    });
  },
);

Deno.test("Ctrl-C also ends a program that prints the schema", inTerminalOnly, async () => {
  await inProject(FILES, async (project) => {
    const { code, drawn } = await inTerminal(project, "check", [
      ["Running sh", () => hasStarted(project)],
      ["Running sh", "\x03"],
    ]);
    assert.equal(code, 130);
    assert(drawn.endsWith("\r\x1b[2K"), "the line is taken away");
    while (!await isGone(project)) await wait();
    assert.deepEqual(Object.keys(await project.files()), [
      "migrations/0001_users.sql",
      "penumbra.json",
      "pid",
      "wait.sh",
    ]);
  });
});
