SAVEPOINT penumbra;

-- Change virtual table "areas": SQLite can only do this by rebuilding the table
ALTER TABLE areas RENAME TO __penumbra_old_areas;
CREATE VIRTUAL TABLE areas USING geopoly(name, owner);
INSERT INTO areas (rowid, _shape, name) SELECT rowid, _shape, name FROM __penumbra_old_areas;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use areas" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM areas) = (SELECT count(*) FROM __penumbra_old_areas)
    AND (SELECT count(*) FROM pragma_table_info('__penumbra_old_areas')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_areas;

RELEASE penumbra;
