import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { runProcess } from "../../scripts/run_process.ts";
import { steady } from "../end_to_end/project.ts";
import { pathsBelow } from "../support/folders.ts";

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

const README = await Deno.readTextFile(new URL("../../README.md", import.meta.url));

/** The first example in README.md: the arguments of `mod.ts`, and the output. */
const [, ARGUMENTS = "", PRINTED = ""] =
  /^```console\n\$ npx -y deno\S* run -A mod\.ts (.*)\n([^]*?)^```$/m.exec(README) ?? [];

Deno.test("the first example in README.md prints what it shows, and changes no file", async () => {
  const before = await pathsBelow(`${REPOSITORY}/tests/example`);
  const words = ["run", "--quiet", "-A", "mod.ts", ...ARGUMENTS.split(" ")];
  const ran = await runProcess([Deno.execPath(), ...words], { cwd: REPOSITORY });
  const { code, stdout, stderr } = ran;
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^ALTER TABLE users ADD COLUMN bio TEXT;$/m);
  assert.equal(steady(stdout), steady(PRINTED));
  assert.deepEqual(await pathsBelow(`${REPOSITORY}/tests/example`), before);
});
