import assert from "node:assert/strict";
import { denoFolders } from "../../scripts/deno_folders.ts";
import { runProcess } from "../../scripts/run_process.ts";
import { commandLine } from "../end_to_end/project.ts";
import { inFolder, writeFiles } from "../support/folders.ts";
import { isThere } from "./is_there.ts";
import { SCHEMA } from "./main_job.ts";

const MANIFEST = new URL("../../.pre-commit-hooks.yaml", import.meta.url);

/** https://pre-commit.com; also a Debian package. */
const HAS_PRE_COMMIT = isThere("pre-commit");

const NAME = "pre-commit runs our hook from its manifest, on what is staged";

Deno.test({
  name: HAS_PRE_COMMIT ? NAME : `${NAME} (skipped: there is no pre-commit)`,
  ignore: !HAS_PRE_COMMIT,
  fn: () =>
    inFolder({ "hooks/": "" }, async (root) => {
      const [hooks, project] = [`${root}/hooks`, `${root}/project`];
      const env = {
        PATH: `${root}/bin:${Deno.env.get("PATH")}`,
        HOME: root,
        DENO_DIR: (await denoFolders()).denoDir,
        GIT_CONFIG_NOSYSTEM: "1",
        ...AUTHOR,
      };
      const shell = async (cwd: string, line: string) => {
        const { code, stdout, stderr } = await runProcess(["sh", "-ec", line], { cwd, env });
        return { code, said: stdout + stderr };
      };
      await Deno.copyFile(MANIFEST, `${hooks}/.pre-commit-hooks.yaml`);
      const valid = await shell(hooks, "pre-commit validate-manifest .pre-commit-hooks.yaml");
      assert.equal(valid.code, 0, valid.said);
      await shell(hooks, "git init -q && git add -A && git commit -qm hooks && git tag v1");

      const words = commandLine([]).map((word) => `'${word}'`).join(" ");
      await writeFiles(root, {
        "bin/penumbra": `#!/bin/sh\nexec ${words} "$@"\n`,
        "project/.pre-commit-config.yaml":
          `repos:\n- repo: ${hooks}\n  rev: v1\n  hooks:\n  - id: penumbra\n`,
        "project/schema.sql": SCHEMA,
      });
      await Deno.chmod(`${root}/bin/penumbra`, 0o755);
      const set = await shell(project, "git init -q && pre-commit install && git add -A");
      assert.equal(set.code, 0, set.said);
      const blocked = await shell(project, "git commit -m one");
      assert.equal(blocked.code, 1, blocked.said);
      assert.match(blocked.said, /penumbra check\.+Failed\n[^]*check\/missing-migration/);
      const passed = await shell(project, "penumbra generate && git add -A && git commit -m one");
      assert.equal(passed.code, 0, passed.said);
      assert.match(passed.said, /penumbra check\.+Passed\n/);
    }),
});

const AUTHOR = {
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.com",
};
