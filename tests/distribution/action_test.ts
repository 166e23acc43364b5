import assert from "node:assert/strict";
import { serveRelease } from "../../scripts/transcript/release.ts";
import { runProcess } from "../../scripts/run_process.ts";
import { commandLine } from "../end_to_end/project.ts";
import { inFolder } from "../support/folders.ts";
import { isThere } from "./is_there.ts";
import { SCHEMA } from "./main_job.ts";

const ACTION = new URL("../../.github/actions/check/", import.meta.url).pathname;

const MISSING = ["bash", "curl", "gzip"].find((it) => !isThere(it));
const SKIPPED = MISSING === undefined ? "" : ` (skipped: there is no ${MISSING})`;

const PROJECT = {
  "schema.sql": SCHEMA,
  "migrations/0001_none.sql": "CREATE TABLE other (id INT);\n",
};

const ANNOTATION = /^::error title=check\/missing-migration.*::A migration is missing/m;

function check(folder: string, variables: Readonly<Record<string, string>>) {
  return runProcess(["bash", `${ACTION}check.sh`], {
    cwd: folder,
    env: {
      ARGUMENTS: "",
      COMMAND: "",
      ACTION_REPOSITORY: "",
      ACTION_REF: "",
      RUNNER_TEMP: `${folder}/temp`,
      ...variables,
    },
  });
}

Deno.test({
  name: `the action annotates what penumbra check finds, by the command it is given${SKIPPED}`,
  ignore: SKIPPED !== "",
  fn: () =>
    inFolder(PROJECT, async (folder) => {
      const given = { COMMAND: commandLine([]).join(" ") };
      const found = await check(folder, { ...given, ARGUMENTS: "--no-cache  --no-renames" });
      assert.match(found.stdout, ANNOTATION, found.stderr);
      assert.equal(found.code, 1);
      const wrong = await check(folder, { ...given, ARGUMENTS: "--nonsense" });
      assert.equal(wrong.code, 2, wrong.stderr);
      const nothing = await check(folder, {});
      assert.match(nothing.stderr, /say what runs it with the input "command"/);
      assert.equal(nothing.code, 2);
    }),
});

for (const [ref, path] of [["v0.1.0", "download/v0.1.0"], ["main", "latest/download"]] as const) {
  Deno.test({
    name: `the action of ${ref} installs the release of ${path}${SKIPPED}`,
    ignore: SKIPPED !== "" || Deno.build.os !== "linux",
    fn: () =>
      inFolder(PROJECT, async (folder) => {
        await using server = serveRelease(`ada/penumbra/releases/${path}/`);
        const found = await check(folder, {
          GITHUB_SERVER_URL: server.url.slice(0, -1),
          ACTION_REPOSITORY: "ada/penumbra",
          ACTION_REF: ref,
        });
        assert.match(found.stdout, ANNOTATION, found.stderr);
        assert.equal(found.code, 1);
      }),
  });
}
