CREATE TABLE pt (id INTEGER PRIMARY KEY, x REAL, y REAL CHECK (sqrt(y) < 20), r AS (trunc(x)) STORED);
CREATE INDEX pt_cell ON pt (floor(x), floor(y));
CREATE VIEW d AS SELECT id, sqrt(pow(x, 2) + pow(y, 2)) AS r FROM pt;
