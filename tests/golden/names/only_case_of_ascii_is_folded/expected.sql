-- warning[lint/unique-on-existing]: Add UNIQUE (x) to "ä": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Add UNIQUE (x) to "ä": SQLite can only do this by rebuilding the table
ALTER TABLE "ä" RENAME TO "__penumbra_old_ä";
CREATE TABLE "ä" (id INTEGER PRIMARY KEY, x TEXT UNIQUE);
INSERT INTO "ä" (id, x) SELECT id, x FROM "__penumbra_old_ä";

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use ä" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM "ä") = (SELECT count(*) FROM "__penumbra_old_ä")
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_ä')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE "__penumbra_old_ä";

RELEASE penumbra;
