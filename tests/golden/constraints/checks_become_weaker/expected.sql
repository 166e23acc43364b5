-- Drop CHECK (state in ('queued', 'done')) of "t"
-- Drop CHECK (n > 5 and n < 10) of "t"
-- Drop CHECK (name is not null and length(name) <= 10) of "t"
-- Drop CHECK (m between 1 and 2 or m is null) of "t"
-- Add CHECK (state in ('queued', 'done', 'failed')) to "t"
-- Add CHECK (n between 5 and 10) to "t"
-- Add CHECK (length(name) <= 20) to "t"
-- Add CHECK (m between 0 and 2) to "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('queued', 'done', 'failed')), n INT CHECK (n BETWEEN 5 AND 10), m REAL, name TEXT CHECK (length(name) <= 20), CHECK (m BETWEEN 0 AND 2));
INSERT OR ABORT INTO __penumbra_new_t (id, state, n, m, name) SELECT id, state, n, m, name FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
