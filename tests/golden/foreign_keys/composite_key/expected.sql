-- warning[lint/check-on-existing]: Add CHECK (size > 0) to "halls": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add CHECK (size > 0) to "halls": SQLite can only do this by rebuilding the table
-- "shows" references "halls", so it is rebuilt too
ALTER TABLE halls RENAME TO __penumbra_old_halls;
ALTER TABLE shows RENAME TO __penumbra_old_shows;
CREATE TABLE halls (city TEXT, name TEXT, size INTEGER CHECK (size > 0), PRIMARY KEY (city, name));
CREATE TABLE shows (
  id INTEGER PRIMARY KEY,
  city TEXT,
  hall TEXT,
  FOREIGN KEY (city, hall) REFERENCES halls (city, name) ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO halls (rowid, city, name, size) SELECT rowid, city, name, size FROM __penumbra_old_halls;
INSERT INTO shows (id, city, hall) SELECT id, city, hall FROM __penumbra_old_shows;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use halls, shows" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM halls) = (SELECT count(*) FROM __penumbra_old_halls)
    AND (SELECT count(*) FROM shows) = (SELECT count(*) FROM __penumbra_old_shows)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_halls')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_shows')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_shows;
DROP TABLE __penumbra_old_halls;

RELEASE penumbra;
