import assert from "node:assert/strict";
import { ATTACKS } from "./attacks.ts";
import type { Outcome } from "./run_attacks.ts";

/** What comes of all attacks on an engine, in a process of its own: a crash is the last line's. */
async function outcomesOn(engine: string, folder: string): Promise<readonly Outcome[]> {
  const program = new URL("./run_attacks.ts", import.meta.url);
  const args = ["run", "--allow-all", "--quiet", "--no-check", program.href, engine];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: folder })
    .output();
  const lines = new TextDecoder().decode(stdout).trim().split("\n");
  assert.equal(code, 0, `${lines.at(-1)} ${new TextDecoder().decode(stderr)}`);
  return lines.map((line) => JSON.parse(line));
}

Deno.test.each(["sqlite", "libsql"])(
  "every attack is refused on %s, and leaves no file and no crash",
  async (engine) => {
    const folder = await Deno.makeTempDir();
    try {
      const outcomes = (await outcomesOn(engine, folder)).filter((it) => it.refusal !== undefined);
      assert.equal(outcomes.length, ATTACKS.length * 3);
      const harmless = new Set(
        ATTACKS.filter(({ harmlessOn }) => harmlessOn === engine).map(({ name }) => name),
      );
      const got = outcomes.filter(({ name, refusal }) => refusal === "" && !harmless.has(name));
      assert.deepEqual(got, []);
      assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), []);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
