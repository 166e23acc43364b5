import assert from "node:assert/strict";
import { readDdl } from "./read_ddl.ts";

Deno.test("readDdl() reads a file, or every .sql file of a folder sorted by path", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/schema/deep`, { recursive: true });
    for (const path of ["b.sql", "a.SQL", "deep/c.sql", ".hidden.sql", "notes.md"]) {
      await Deno.writeTextFile(`${folder}/schema/${path}`, `-- ${path}`);
    }
    const read = await readDdl(`${folder}/schema`);
    assert(read.ok);
    assert.deepEqual(read.value.map(({ text }) => text), ["-- a.SQL", "-- b.sql", "-- deep/c.sql"]);
    const file = await readDdl(`${folder}/schema/notes.md`);
    assert.deepEqual(file.ok && file.value, [
      { name: `${folder}/schema/notes.md`, text: "-- notes.md" },
    ]);
    const gone = await readDdl(`${folder}/gone.sql`);
    assert.equal(gone.diagnostics[0]?.code, "files/not-found");
    await Deno.mkdir(`${folder}/empty`);
    const empty = await readDdl(`${folder}/empty/`);
    assert.deepEqual([empty.ok, empty.diagnostics[0]?.code], [false, "sources/no-sql"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
