import assert from "node:assert/strict";
import { inFolder } from "../../../tests/support/folders.ts";
import { CHECK_DEFAULTS, projectOptions, QUIET } from "../../../tests/support/project_options.ts";
import { check } from "../check.ts";
import { lint } from "../lint.ts";
import type { CommandContext } from "../settings/options.ts";

const FILES = {
  "schema.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY);\n" +
    "CREATE TABLE posts (user_id INTEGER REFERENCES users (id));\n",
  "migrations/0001_a.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT);\n" +
    "CREATE TABLE posts (user_id INTEGER REFERENCES users (id));\n",
  "migrations/0002_b.sql": "ALTER TABLE users DROP COLUMN name;\n",
  "migrations/0003_c.sql": "-- penumbra: allow data-loss:users.bio\n" +
    "ALTER TABLE users DROP COLUMN bio;\n",
};

/** A context whose time is over when one more than this many migrations are being judged. */
function contextFor(judged: number): CommandContext {
  let begun = 0;
  return {
    ...QUIET,
    progress: (words) => {
      if (words.startsWith("Judging")) begun++;
    },
    timeLimit: { seconds: 60, isNear: () => begun > judged },
  };
}

Deno.test("lint reports what it found before the time was over, all advice, and what is left", async () => {
  await inFolder(FILES, async (folder) => {
    const options = { ...projectOptions(folder), new: false };
    const { exitCode, diagnostics } = await lint(options, contextFor(1));
    assert.equal(exitCode, 3);
    assert.deepEqual(diagnostics.map(({ code }) => code), [
      "lint/data-loss",
      "check/not-judged",
      // Whether the permission of the last file is needed is not known.
      "lint/foreign-key-without-index",
    ]);
    const { message, hint } = diagnostics[1]!;
    assert.equal(
      message,
      'Cannot judge all 3 migrations within 60 s: 1 is left, from "0003_c" on',
    );
    assert.match(hint!, /^Run penumbra lint .*--time-limit 180; with --new /);
  });
});

Deno.test("check --all does not pass if migrations were not judged, and then judges only those", async () => {
  await inFolder(FILES, async (folder) => {
    const options = { ...projectOptions(folder), ...CHECK_DEFAULTS, all: true };
    const codes = async (context: CommandContext) => {
      const { exitCode, diagnostics } = await check(options, context);
      return [exitCode, ...diagnostics.map(({ code }) => code)];
    };
    assert.deepEqual(await codes(contextFor(0)), [3, "check/not-judged"]);
    assert.deepEqual(await codes(contextFor(1)), [3, "lint/data-loss", "check/not-judged"]);
    assert.deepEqual(await codes(contextFor(1)), [1, "lint/data-loss"]);
  });
});

Deno.test("check does not pass either if there was no time for the last migration", async () => {
  await inFolder(FILES, async (folder) => {
    const options = { ...projectOptions(folder), ...CHECK_DEFAULTS };
    const { exitCode, diagnostics: [diagnostic] } = await check(options, contextFor(0));
    assert.equal(exitCode, 3);
    assert.equal(
      diagnostic?.message,
      'Cannot judge all 3 migrations within 60 s: 1 is left, from "0003_c" on',
    );
    assert.match(diagnostic.hint!, /^Run penumbra check [^;]*--time-limit 180$/);
  });
});
