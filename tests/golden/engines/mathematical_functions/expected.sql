-- warning[lint/check-on-existing]: Add CHECK (sqrt(y) < 20) to "pt": the migration stops if a row violates it

-- Add column "r" to "pt"
-- Drop CHECK (sqrt(y) < 10) of "pt"
-- Add CHECK (sqrt(y) < 20) to "pt"
-- SQLite can only do this by rebuilding the table
ALTER TABLE pt RENAME TO __penumbra_old_pt;
CREATE TABLE pt (id INTEGER PRIMARY KEY, x REAL, y REAL CHECK (sqrt(y) < 20), r AS (trunc(x)) STORED);
INSERT INTO pt (id, x, y) SELECT id, x, y FROM __penumbra_old_pt;

-- Create index "pt_cell"
CREATE INDEX pt_cell ON pt (floor(x), floor(y));

-- Create view "d"
CREATE VIEW d AS SELECT id, sqrt(pow(x, 2) + pow(y, 2)) AS r FROM pt;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use pt" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM pt) = (SELECT count(*) FROM __penumbra_old_pt)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_pt')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_pt;
