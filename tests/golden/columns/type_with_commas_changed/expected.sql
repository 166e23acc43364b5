-- Change the type (DECIMAL(10,2) → DECIMAL(12,4)) of column "price" of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, price DECIMAL(12,4) NOT NULL DEFAULT 0, kind TEXT CHECK (kind IN ('a,b', 'c')));
INSERT OR ABORT INTO __penumbra_new_t (id, price, kind) SELECT id, price, kind FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
