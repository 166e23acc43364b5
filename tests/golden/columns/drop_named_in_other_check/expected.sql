-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop column "high" of "goods"
-- Drop CHECK (low < high) of "goods"
-- SQLite can only do this by rebuilding the table
ALTER TABLE goods RENAME TO __penumbra_old_goods;
CREATE TABLE goods (id INTEGER PRIMARY KEY, low INTEGER);
INSERT INTO goods (id, low) SELECT id, low FROM __penumbra_old_goods;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use goods" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM goods) = (SELECT count(*) FROM __penumbra_old_goods)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_goods') WHERE lower(name) NOT IN ('high')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_goods;

RELEASE penumbra;
