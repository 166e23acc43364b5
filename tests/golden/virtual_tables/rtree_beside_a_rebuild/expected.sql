-- note[lint/null-to-default]: Change the default (none → 0) of column "x" of "places" and make it NOT NULL: NULL becomes 0
-- note[lint/null-to-default]: Change the default (none → 0) of column "y" of "places" and make it NOT NULL: NULL becomes 0

SAVEPOINT penumbra;

-- Drop trigger "pi", which is recreated below
DROP TRIGGER pi;

-- Drop view "near", which is recreated below
DROP VIEW near;

-- Change the default (none → 0) of column "x" of "places" and make it NOT NULL
-- Change the default (none → 0) of column "y" of "places" and make it NOT NULL
-- Add column "label" to "places"
-- Add UNIQUE (label) to "places"
-- SQLite can only do this by rebuilding the table
-- In places.x, NULL becomes 0
-- In places.y, NULL becomes 0
ALTER TABLE places RENAME TO __penumbra_old_places;
CREATE TABLE places (id INTEGER PRIMARY KEY, x REAL NOT NULL DEFAULT 0, y REAL NOT NULL DEFAULT 0, label TEXT UNIQUE);
INSERT INTO places (id, x, y) SELECT id, coalesce(x, 0), coalesce(y, 0) FROM __penumbra_old_places;

-- Recreate view "near"
CREATE VIEW near AS SELECT p.* FROM places p JOIN idx i ON i.id = p.id WHERE i.minx > 0;

-- Recreate trigger "pi"
CREATE TRIGGER pi AFTER INSERT ON places BEGIN INSERT INTO idx VALUES (new.id, new.x, new.x, new.y, new.y); END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use places" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM places) = (SELECT count(*) FROM __penumbra_old_places)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_places')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_places;

RELEASE penumbra;
