SAVEPOINT penumbra;

-- Change virtual table "places": SQLite can only do this by rebuilding the table
ALTER TABLE places RENAME TO __penumbra_old_places;
CREATE VIRTUAL TABLE places USING rtree(id, x0, x1, +label TEXT, +more BLOB);
INSERT INTO places (rowid, id, x0, x1, label)
  SELECT rowid, id, x0, x1, label FROM __penumbra_old_places;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use places" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM places) = (SELECT count(*) FROM __penumbra_old_places)
    AND (SELECT count(*) FROM pragma_table_info('__penumbra_old_places')) = 4
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_places;

RELEASE penumbra;
