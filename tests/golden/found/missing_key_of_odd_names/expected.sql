-- warning[lint/unique-on-existing]: Add UNIQUE (two) to "items": the migration stops if two rows have the same values there
-- warning[proof/no-rows]: Cannot prove the migration with rows of "items": no row could be made that its constraints accept

-- Not proven with rows: none could be made for items

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add UNIQUE (two) to "items": SQLite can only do this by rebuilding the table
ALTER TABLE items RENAME TO __penumbra_old_items;
CREATE TABLE items (id INTEGER PRIMARY KEY, one TEXT REFERENCES "semi;colon" ("a b"), two TEXT UNIQUE);
CREATE UNIQUE INDEX __penumbra_key_semi_colon_a_b ON "semi;colon" ("a b");
INSERT INTO items (id, one, two) SELECT id, one, two FROM __penumbra_old_items;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use items" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM items) = (SELECT count(*) FROM __penumbra_old_items)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_items')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_items;
DROP INDEX __penumbra_key_semi_colon_a_b;

RELEASE penumbra;
