-- warning[lint/check-on-existing]: Add CHECK (sqrt(y) < 20) to "pt": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of pt fails CHECK (sqrt(y) < 20)
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of pt fails CHECK (sqrt(y) < 20)" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM pt WHERE NOT (sqrt(y) < 20));
DROP TABLE __penumbra_gate;

-- Add column "r" to "pt"
-- Drop CHECK (sqrt(y) < 10) of "pt"
-- Add CHECK (sqrt(y) < 20) to "pt"
-- SQLite cannot do this in place: rebuild "pt"
CREATE TABLE __penumbra_new_pt (id INTEGER PRIMARY KEY, x REAL, y REAL CHECK (sqrt(y) < 20), r AS (trunc(x)) STORED);
INSERT OR ABORT INTO __penumbra_new_pt (id, x, y) SELECT id, x, y FROM pt;
DROP TABLE pt;
ALTER TABLE __penumbra_new_pt RENAME TO pt;

-- Create index "pt_cell"
CREATE INDEX pt_cell ON pt (floor(x), floor(y));

-- Create view "d"
CREATE VIEW d AS SELECT id, sqrt(pow(x, 2) + pow(y, 2)) AS r FROM pt;
