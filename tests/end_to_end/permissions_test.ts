import assert from "node:assert/strict";
import { runProcess } from "../../scripts/run_process.ts";
import { type Files, inProject, type Ran, RUNS_IN_DENO } from "./project.ts";

const REPOSITORY = new URL("../../", import.meta.url).pathname.replace(/\/$/, "");

const ENTITIES: Files = {
  "entities/user.ts":
    'import { entity, id } from "penumbra";\nexport const users = entity("users", { id: id() });\n',
};

function programWith(permissions: readonly string[], ...args: readonly string[]) {
  return [Deno.execPath(), "run", "--quiet", ...permissions, `${REPOSITORY}/mod.ts`, ...args];
}

/** Runs `generate` with permission to read only this path. */
async function generateReading(folder: string, read: string): Promise<Ran> {
  const permissions = ["--no-prompt", `--allow-read=${read}`, "--allow-write=.", "--allow-ffi"];
  const command = programWith(permissions, "generate");
  return await runProcess(command, { cwd: folder });
}

const readsSource = { ignore: !RUNS_IN_DENO };

Deno.test(
  "a program that may only read the project says what entities need",
  readsSource,
  () =>
    inProject(ENTITIES, async ({ folder }) => {
      assert.deepEqual(await generateReading(folder, "."), {
        code: 3,
        stdout: "",
        stderr: `error[files/not-granted]: Cannot start a part of penumbra in "${REPOSITORY}": ` +
          `Deno was not allowed to read it\nhint: Run deno with --allow-read=.,"${REPOSITORY}"\n`,
      });
      const granted = await generateReading(folder, `.,${REPOSITORY}`);
      assert.equal(granted.code, 0, granted.stderr);
    }),
);

Deno.test(
  "a program that may only read the project says that no statement is stopped",
  readsSource,
  () =>
    inProject({ "schema.sql": "CREATE TABLE n (x);\n" }, async ({ folder }) => {
      const { code, stderr } = await generateReading(folder, ".");
      assert.equal(code, 0, stderr);
      const note =
        "note[cli/unwatched]: Cannot stop SQL that never ends: Deno was not allowed to " +
        `read penumbra itself\nhint: Run deno with --allow-read=.,"${REPOSITORY}"\n`;
      assert(stderr.startsWith(note), stderr);
      const granted = await generateReading(folder, `.,${REPOSITORY}`);
      assert.doesNotMatch(granted.stderr, /unwatched/);
    }),
);

Deno.test(
  "the permissions in the README are enough for databases, their backups and copies",
  readsSource,
  () =>
    inProject({
      "migrations/0001_t.sql": "CREATE TABLE t (id INTEGER PRIMARY KEY);\n",
    }, async ({ folder, write }) => {
      const run = async (...args: readonly string[]) => {
        const permissions = ["--no-prompt", "--allow-read=.", "--allow-write=.", "--allow-ffi"];
        const command = programWith(permissions, ...args);
        const { code, stdout, stderr } = await runProcess(command, { cwd: folder });
        assert.equal(code, 0, stdout + stderr);
        return stdout + stderr;
      };
      await run("apply", "--db", "app.db");
      await write({ "migrations/0002_u.sql": "CREATE TABLE u (a);\n" });
      assert.match(await run("rehearse", "--db", "app.db"), /1 migration on a copy/);
      assert.match(await run("apply", "--dbs", "*.db"), /^1 database: 1 applied/m);
      await run("doctor", "--db", "app.db");
      await run("upgrade-test");
      const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
      assert.equal(names.length, 3, names.join());
      assert.match(names[1]!, /^app\.db\.\d{17}\.penumbra-backup$/);
    }),
);
