-- warning[lint/null-to-not-null]: Make column "a" of "t" NOT NULL: the migration stops if a row holds NULL there

-- Stop here, with nothing changed, if t.a holds NULL
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "t.a holds NULL" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM t WHERE a IS NULL);
DROP TABLE __penumbra_gate;

-- Make column "a" of "t" NOT NULL
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, deleted INTEGER);
INSERT OR ABORT INTO __penumbra_new_t (id, a, b, deleted) SELECT id, a, b, deleted FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;

-- Restore index "t_desc"
CREATE UNIQUE INDEX t_desc ON t (a DESC, b COLLATE RTRIM DESC);

-- Restore index "t_expression"
CREATE UNIQUE INDEX t_expression ON t (lower(b));

-- Restore index "t_partial"
CREATE UNIQUE INDEX t_partial ON t (a) WHERE deleted IS NULL;
