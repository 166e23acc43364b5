import assert from "node:assert/strict";
import { commandLine, steady } from "../end_to_end/project.ts";

const REPOSITORY = new URL("../..", import.meta.url).pathname;

async function filesOfExample(): Promise<string[]> {
  const paths = ["tests/example", "tests/example/migrations"].map((it) => `${REPOSITORY}/${it}`);
  return (await Promise.all(paths.map((path) => Array.fromAsync(Deno.readDir(path)))))
    .flat().map(({ name }) => name).sort();
}

Deno.test("the example is one change ahead of its migrations, and trying it leaves no trace", async () => {
  const before = await filesOfExample();
  const [program, ...args] = commandLine("generate --dry-run --config tests/example/penumbra.json");
  const { code, stdout, stderr } = await new Deno.Command(program, { args, cwd: REPOSITORY })
    .output();
  const decoder = new TextDecoder();
  assert.deepEqual([code, decoder.decode(stderr)], [0, ""]);
  assert.equal(
    steady(decoder.decode(stdout)),
    "-- Made by penumbra <version>: parent=<hash> pre=<hash> post=<hash>\n\n" +
      '-- Add column "bio" to "users"\nALTER TABLE users ADD COLUMN bio TEXT;\n',
  );
  assert.deepEqual(await filesOfExample(), before);
});
