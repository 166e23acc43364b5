-- warning[lint/strict-or-without-rowid]: Change STRICT of "t": the migration stops if a row holds what the table does not take then

-- Stop here, with nothing changed, if a row of t holds what STRICT does not take
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of t holds what STRICT does not take" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM t WHERE a <> CAST(CAST(a AS NUMERIC) AS INTEGER) OR typeof(b) = 'blob');
DROP TABLE __penumbra_gate;

-- Change STRICT of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, a INT, b TEXT, c ANY) STRICT;
INSERT OR ABORT INTO __penumbra_new_t (id, a, b, c) SELECT id, a, b, c FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
