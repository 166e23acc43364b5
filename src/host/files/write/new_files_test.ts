import assert from "node:assert/strict";
import { filesBelow, inFolder } from "../../../../tests/support/folders.ts";
import { fail } from "../../../base/result.ts";
import { removeFiles, writeTogether } from "./new_files.ts";

Deno.test("writeTogether() writes new files and replaces shared ones", async () => {
  await inFolder({ "journal.json": "1" }, async (folder) => {
    const written = await writeTogether([
      { path: `${folder}/a/b.sql`, text: "A", replaces: false },
      { path: `${folder}/journal.json`, text: "2", replaces: true },
    ]);
    assert.equal(written.ok, true);
    assert.deepEqual(await filesBelow(folder), { "a/b.sql": "A", "journal.json": "2" });
  });
});

Deno.test("writeTogether() leaves nothing behind if one of the files cannot be written", async () => {
  const before = { "b.sql": "B", "journal.json": "1" };
  await inFolder(before, async (folder) => {
    const written = await writeTogether([
      { path: `${folder}/a.sql`, text: "A", replaces: false },
      { path: `${folder}/b.sql`, text: "A", replaces: false },
      { path: `${folder}/journal.json`, text: "2", replaces: true },
    ]);
    assert.deepEqual(written.diagnostics.map(({ code }) => code), ["files/exists"]);
    assert.deepEqual(await filesBelow(folder), before);
  });
});

Deno.test("writeTogether() writes the companions of the first file before it, and can be cancelled", async () => {
  await inFolder({ "journal.json": "1" }, async (folder) => {
    const files = [
      { path: `${folder}/a.up.sql`, text: "A", replaces: false },
      { path: `${folder}/a.down.sql`, text: "B", replaces: false },
      { path: `${folder}/journal.json`, text: "2", replaces: true },
    ];
    let seen = {};
    const confirm = async () => {
      seen = await filesBelow(folder);
      return fail("finding", { code: "test/off", severity: "error", message: "Called off" });
    };
    const written = await writeTogether(files, { confirm });
    assert.deepEqual(written.diagnostics.map(({ code }) => code), ["test/off"]);
    assert.deepEqual(seen, { "a.down.sql": "B", "a.up.sql": "A", "journal.json": "1" });
    assert.deepEqual(await filesBelow(folder), { "journal.json": "1" });
  });
});

Deno.test("removeFiles() deletes all it can, and reports the others", async () => {
  await inFolder({ "a/1.sql": "", "a/2.sql/x": "", "b/3.sql": "" }, async (folder) => {
    const paths = ["a/1.sql", "a/2.sql", "b/3.sql"].map((path) => `${folder}/${path}`);
    const { ok, diagnostics } = await removeFiles(paths);
    assert.equal(ok, false);
    assert.equal(diagnostics.length, 1);
    assert.match(diagnostics[0]!.message, /^Cannot delete ".*\/a\/2\.sql": /);
    assert.deepEqual(await filesBelow(folder), { "a/2.sql/x": "" });
  });
});
