SAVEPOINT penumbra;

-- Drop UNIQUE ("row", number) of "seats"
-- Add UNIQUE (hall, "row", number DESC) to "seats"
-- SQLite can only do this by rebuilding the table
ALTER TABLE seats RENAME TO __penumbra_old_seats;
CREATE TABLE seats (hall INTEGER, row INTEGER, number INTEGER, UNIQUE (hall, row, number DESC));
INSERT INTO seats (rowid, hall, "row", number)
  SELECT rowid, hall, "row", number FROM __penumbra_old_seats;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use seats" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM seats) = (SELECT count(*) FROM __penumbra_old_seats)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_seats')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_seats') WHERE lower(name) IN ('row')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_seats;

RELEASE penumbra;
