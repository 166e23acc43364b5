import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { snapshotFacts } from "../../schema/facts.ts";
import { EMPTY_SNAPSHOT } from "../../schema/snapshot.ts";
import { renderSnapshotSql } from "./snapshot_sql.ts";
import { renderSnapshotText } from "./snapshot_text.ts";

const SCHEMA = `
  CREATE TABLE a_child (id INTEGER PRIMARY KEY, parent INT REFERENCES z_parent (id));
  CREATE TABLE z_parent (id INTEGER PRIMARY KEY) STRICT;
  CREATE INDEX by_parent ON a_child (parent);
  CREATE INDEX by_both ON a_child (id, parent);
  CREATE VIEW z_base AS SELECT id FROM z_parent -- the base
  ;
  CREATE VIEW a_over AS SELECT id FROM z_base;
  CREATE VIRTUAL TABLE words USING fts5(a);
  CREATE TRIGGER watch INSTEAD OF INSERT ON a_over BEGIN SELECT 1; SELECT 2; END;
`;

Deno.test("renderSnapshotSql() puts dependencies before dependents", async () => {
  assert.equal(
    renderSnapshotSql(await snapshotAfter(SCHEMA)),
    `CREATE TABLE z_parent (id INTEGER PRIMARY KEY) STRICT;

CREATE TABLE a_child (id INTEGER PRIMARY KEY, parent INT REFERENCES z_parent (id));

CREATE VIRTUAL TABLE words USING fts5(a);

CREATE INDEX by_both ON a_child (id, parent);
CREATE INDEX by_parent ON a_child (parent);

CREATE VIEW z_base AS SELECT id FROM z_parent;

CREATE VIEW a_over AS SELECT id FROM z_base;

CREATE TRIGGER watch INSTEAD OF INSERT ON a_over BEGIN SELECT 1; SELECT 2; END;
`,
  );
});

Deno.test("renderSnapshotSql() returns SQL that creates the same schema", async () => {
  const schemas = [
    SCHEMA,
    "CREATE TABLE a (b INT REFERENCES b (a)); CREATE TABLE b (a INT REFERENCES a (b) UNIQUE)",
    'CREATE TABLE "x;y" (a TEXT DEFAULT \';\'); CREATE VIEW v AS SELECT a /* ; */ FROM "x;y"',
  ];
  for (const schema of schemas) {
    const snapshot = await snapshotAfter(schema);
    const again = await snapshotAfter(renderSnapshotSql(snapshot));
    assert.deepEqual(snapshotFacts(again), snapshotFacts(snapshot));
  }
});

Deno.test("renderSnapshotSql() puts the semicolon after a trailing comment on a line of its own", () => {
  const sql = "CREATE VIEW v AS SELECT 1 -- one";
  const view = { kind: "view" as const, name: "v", definition: "", sql };
  assert.equal(renderSnapshotSql({ ...EMPTY_SNAPSHOT, views: [view] }), `${sql}\n;\n`);
});

Deno.test("renderSnapshotText() lists each object with its parts", async () => {
  assert.equal(
    renderSnapshotText(await snapshotAfter(SCHEMA)),
    `table a_child
  id INTEGER
  parent INT
  PRIMARY KEY (id)
  FOREIGN KEY (parent) REFERENCES z_parent (id)
  index by_both (id, parent)
  index by_parent (parent)

table z_parent STRICT
  id INTEGER
  PRIMARY KEY (id)

virtual table words fts5(a)

view a_over
  trigger watch INSTEAD OF INSERT

view z_base
`,
  );
});

Deno.test("renderSnapshotText() lists what is on tables that are not part of the schema", async () => {
  const { indexes, triggers } = await snapshotAfter(`
    CREATE TABLE w_content (c0); CREATE INDEX i ON w_content (c0);
    CREATE TRIGGER t AFTER INSERT ON w_content BEGIN SELECT 1; END;`);
  const { virtualTables } = await snapshotAfter("CREATE VIRTUAL TABLE w USING fts5(c)");
  assert.equal(
    renderSnapshotText({ ...EMPTY_SNAPSHOT, virtualTables, indexes, triggers }),
    `virtual table w fts5(c)

index i on w_content (c0)
trigger t on w_content AFTER INSERT
`,
  );
});

Deno.test("an empty schema gives an empty text", () => {
  assert.equal(renderSnapshotSql(EMPTY_SNAPSHOT), "");
  assert.equal(renderSnapshotText(EMPTY_SNAPSHOT), "");
});

Deno.test("renderSnapshotText() keeps every object on one line, whatever its name", async () => {
  const text = renderSnapshotText(await snapshotAfter('CREATE TABLE "a\nb" ("c\x1b[2J")'));
  assert.equal(text, 'table "a␊b"\n  "c␛[2J"\n');
});
