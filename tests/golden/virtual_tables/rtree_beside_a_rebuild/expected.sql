-- note[lint/null-to-default]: Change the default (none → 0) of column "x" of "places" and make it NOT NULL: NULL becomes 0
-- note[lint/null-to-default]: Change the default (none → 0) of column "y" of "places" and make it NOT NULL: NULL becomes 0

-- Make room: view "near" comes back below
DROP VIEW near;

-- Change the default (none → 0) of column "x" of "places" and make it NOT NULL
-- Change the default (none → 0) of column "y" of "places" and make it NOT NULL
-- Add column "label" to "places"
-- Add UNIQUE (label) to "places"
-- SQLite cannot do this in place: rebuild "places"
CREATE TABLE __penumbra_new_places (id INTEGER PRIMARY KEY, x REAL NOT NULL DEFAULT 0, y REAL NOT NULL DEFAULT 0, label TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_places (id, x, y)
  SELECT id, coalesce(x, 0), coalesce(y, 0) FROM places;
DROP TABLE places;
ALTER TABLE __penumbra_new_places RENAME TO places;

-- Restore view "near"
CREATE VIEW near AS SELECT p.* FROM places p JOIN idx i ON i.id = p.id WHERE i.minx > 0;

-- Restore trigger "pi"
CREATE TRIGGER pi AFTER INSERT ON places BEGIN INSERT INTO idx VALUES (new.id, new.x, new.x, new.y, new.y); END;
