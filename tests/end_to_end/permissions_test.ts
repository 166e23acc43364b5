import assert from "node:assert/strict";
import { type Files, inProject, type Ran, runProgram, RUNS_SOURCE } from "./project.ts";

const REPOSITORY = new URL("../../", import.meta.url).pathname.replace(/\/$/, "");

/** What a worker of ours is started for, by what is told of it. */
const WITH_WORKER: Readonly<Record<string, Files>> = {
  "for entities": {
    "entities/user.ts":
      'import { entity, id } from "penumbra";\nexport const users = entity("users", { id: id() });\n',
  },
  "for a query that might have no end": {
    "schema.sql":
      "CREATE TABLE n AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 3) " +
      "SELECT x FROM n;\n",
  },
};

/** How `generate` ends where Deno may read no more than that. */
async function generateReading(folder: string, read: string): Promise<Ran> {
  const permissions = ["--no-prompt", `--allow-read=${read}`, "--allow-write=.", "--allow-ffi"];
  const command = [Deno.execPath(), "run", ...permissions, `${REPOSITORY}/mod.ts`, "generate"];
  return await runProgram(command, { cwd: folder });
}

for (const [name, files] of Object.entries(WITH_WORKER)) {
  Deno.test({
    name: `a program that may read no more than the project says what else it needs, ${name}`,
    ignore: !RUNS_SOURCE,
    fn: () =>
      inProject(files, async ({ folder }) => {
        assert.deepEqual(await generateReading(folder, "."), {
          code: 3,
          stdout: "",
          stderr: `error[files/not-granted]: Cannot start a part of penumbra in "${REPOSITORY}": ` +
            `Deno was not allowed to read it\nhint: Run deno with --allow-read=.,"${REPOSITORY}"\n`,
        });
        const granted = await generateReading(folder, `.,${REPOSITORY}`);
        assert.equal(granted.code, 0, granted.stderr);
      }),
  });
}
