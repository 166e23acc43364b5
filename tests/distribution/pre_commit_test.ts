import assert from "node:assert/strict";
import { commandLine } from "../end_to_end/project.ts";
import { denoFolder, isThere } from "./machine.ts";
import { SCHEMA } from "./main_job.ts";

const MANIFEST = new URL("../../.pre-commit-hooks.yaml", import.meta.url);

/** https://pre-commit.com; also a package of Debian's. */
const HAS_PRE_COMMIT = isThere("pre-commit");

const NAME = "pre-commit runs our hook from its manifest, on what is staged";

Deno.test({
  name: HAS_PRE_COMMIT ? NAME : `${NAME} (skipped: there is no pre-commit)`,
  ignore: !HAS_PRE_COMMIT,
  async fn() {
    const root = await Deno.makeTempDir();
    const [hooks, project] = [`${root}/hooks`, `${root}/project`];
    const shell = async (folder: string, line: string) => {
      const { code, stdout, stderr } = await new Deno.Command("sh", {
        args: ["-ec", line],
        cwd: folder,
        env: {
          PATH: `${root}/bin:${Deno.env.get("PATH")}`,
          HOME: root,
          DENO_DIR: await denoFolder(),
          GIT_CONFIG_NOSYSTEM: "1",
          ...AUTHOR,
        },
        stdin: "null",
      }).output();
      const decoder = new TextDecoder();
      return { code, said: decoder.decode(stdout) + decoder.decode(stderr) };
    };
    try {
      for (const folder of ["bin", "hooks", "project"]) await Deno.mkdir(`${root}/${folder}`);
      await Deno.copyFile(MANIFEST, `${hooks}/.pre-commit-hooks.yaml`);
      const valid = await shell(hooks, "pre-commit validate-manifest .pre-commit-hooks.yaml");
      assert.equal(valid.code, 0, valid.said);
      await shell(hooks, "git init -q && git add -A && git commit -qm hooks && git tag v1");

      const words = commandLine([]).map((word) => `'${word}'`).join(" ");
      await Deno.writeTextFile(`${root}/bin/penumbra`, `#!/bin/sh\nexec ${words} "$@"\n`);
      await Deno.chmod(`${root}/bin/penumbra`, 0o755);
      const config = `repos:\n- repo: ${hooks}\n  rev: v1\n  hooks:\n  - id: penumbra\n`;
      await Deno.writeTextFile(`${project}/.pre-commit-config.yaml`, config);
      await Deno.writeTextFile(`${project}/schema.sql`, SCHEMA);
      const set = await shell(project, "git init -q && pre-commit install && git add -A");
      assert.equal(set.code, 0, set.said);
      const blocked = await shell(project, "git commit -m one");
      assert.equal(blocked.code, 1, blocked.said);
      assert.match(blocked.said, /penumbra check\.+Failed\n[^]*check\/missing-migration/);
      const passed = await shell(project, "penumbra generate && git add -A && git commit -m one");
      assert.equal(passed.code, 0, passed.said);
      assert.match(passed.said, /penumbra check\.+Passed\n/);
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
});

const AUTHOR = {
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.com",
};
