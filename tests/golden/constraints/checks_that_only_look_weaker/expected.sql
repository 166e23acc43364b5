-- warning[lint/check-on-existing]: Add CHECK (state in ('queued', 'done', 'failed')) to "t": the migration stops if a row does not pass it
-- warning[lint/check-on-existing]: Add CHECK (size > 5) to "t": the migration stops if a row does not pass it
-- warning[lint/check-on-existing]: Add CHECK (n in ('1', '2', '3')) to "t": the migration stops if a row does not pass it
-- warning[lint/lossy-type-change]: Change the type (TEXT → INT) of column "n" of "t": texts that read as numbers become numbers: '007' becomes 7

-- Stop here, with nothing changed, if a row of t fails CHECK (size > 5)
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of t fails CHECK (size > 5)" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM t WHERE NOT (size > 5));
DROP TABLE __penumbra_gate;

-- Change the collation (binary → nocase) of column "state" of "t"
-- Change the type (TEXT → INT) of column "n" of "t"
-- Drop CHECK (state in ('queued', 'done')) of "t"
-- Drop CHECK (size > 10) of "t"
-- Drop CHECK (n in ('1', '2')) of "t"
-- Add CHECK (state in ('queued', 'done', 'failed')) to "t"
-- Add CHECK (size > 5) to "t"
-- Add CHECK (n in ('1', '2', '3')) to "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, state TEXT COLLATE NOCASE CHECK (state IN ('queued', 'done', 'failed')), size TEXT CHECK (size > 5), n INT CHECK (n IN ('1', '2', '3')));
INSERT OR ABORT INTO __penumbra_new_t (id, state, size, n) SELECT id, state, size, n FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
