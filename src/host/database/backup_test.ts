import assert from "node:assert/strict";
import { backUp } from "./backup.ts";
import { loadLibsql } from "../engines/libsql.ts";

const Libsql = await loadLibsql();

Deno.test("backUp() says what to do if only the application can copy the database", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/app.db`;
    const database = new Libsql(path);
    // Only libSQL lets a statement write to the schema.
    database.exec(`
      CREATE TABLE songs (title TEXT COLLATE NOCASE UNIQUE);
      INSERT INTO songs VALUES ('a'), ('b');
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = replace(sql, 'NOCASE', 'NATURALSORT');
    `);
    database.close();
    const made = await backUp(path, { engine: "sqlite", stamp: "20261201000000000" });
    assert(!made.ok);
    const { code, message, hint } = made.diagnostics[0]!;
    assert.equal(code, "backup/failed");
    assert.match(message, /: no such collation sequence: NATURALSORT$/);
    assert.match(hint!, /^Only its application .* use --no-backup; nothing was changed$/);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["app.db"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
