SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the default (none → 7) of column "n" of "carts"
-- SQLite can only do this by rebuilding the table
ALTER TABLE carts RENAME TO __penumbra_old_carts;
CREATE TABLE carts (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL CHECK (parent >= -5) REFERENCES carts ON DELETE CASCADE, n INT DEFAULT 7);
CREATE INDEX __penumbra_key_carts_parent ON carts (parent);
INSERT INTO carts (id, parent, n) SELECT id, parent, n FROM __penumbra_old_carts;
DROP INDEX __penumbra_key_carts_parent;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use carts" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM carts) = (SELECT count(*) FROM __penumbra_old_carts)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_carts')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_carts_parent ON __penumbra_old_carts (parent);
DROP TABLE __penumbra_old_carts;

RELEASE penumbra;
