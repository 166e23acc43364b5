import assert from "node:assert/strict";
import { uninterrupted } from "./uninterrupted.ts";

const MODULE = new URL("./uninterrupted.ts", import.meta.url).href;

Deno.test("uninterrupted() returns and throws what the work does", async () => {
  assert.equal(await uninterrupted(() => 7), 7);
  await assert.rejects(uninterrupted(() => assert.fail("on purpose")), /on purpose/);
});

Deno.test({
  name: "uninterrupted() finishes the work before a signal ends the process",
  ignore: Deno.build.os === "windows",
  fn: async (test) => {
    const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
    for (const [signal, code] of Object.entries(codes)) {
      await test.step(signal, async () => {
        const ended = await signalled(signal as Deno.Signal, WORK);
        assert.deepEqual(ended, { code, said: "begun, finished" });
      });
    }
  },
});

Deno.test({
  name: "uninterrupted() leaves the exit to other listeners of the signal",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const hear = 'process.on("SIGINT", () => { console.log("heard"); process.exit(0); });';
    const ended = await signalled("SIGINT", `${hear}\n${WORK}`);
    assert.deepEqual(ended, { code: 0, said: "begun, finished, heard" });
  },
});

Deno.test({
  name: "uninterrupted() lets a later signal end the process as usual",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const waiting = `await uninterrupted(() => {});\nconsole.log("begun");\n${WAITING}`;
    assert.deepEqual(await signalled("SIGINT", waiting), { code: 130, said: "begun" });
  },
});

/** Exits by itself with another code, long after any signal must have arrived. */
const WAITING = "setTimeout(() => process.exit(7), 60_000);";

/** Busy until the signal was sent, so that it arrives in the middle. */
const WORK = `await uninterrupted(() => {
  console.log("begun");
  while (!existsSync(sent));
  console.log("finished");
});
${WAITING}`;

/**
 * The exit and output of a process that runs the code and gets the signal after its first output.
 * That it was sent is shown by a file, whose path the code knows as `sent`.
 */
async function signalled(signal: Deno.Signal, code: string) {
  const folder = await Deno.makeTempDir();
  const imports = `import { uninterrupted } from "${MODULE}"; import process from "node:process";
    import { existsSync } from "node:fs"; const sent = "${folder}/sent";\n`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-check", imports + code],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  let said = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    if (said === "") {
      child.kill(signal);
      await Deno.writeTextFile(`${folder}/sent`, "");
    }
    said += text;
  }
  await Deno.remove(folder, { recursive: true });
  return { code: (await child.status).code, said: said.trim().split("\n").join(", ") };
}
