-- warning[lint/null-to-not-null]: Change the collation (binary → nocase) of column "label" of "categories" and make it NOT NULL: the migration stops if a row contains NULL there
-- warning[lint/unique-on-existing]: Change the collation (binary → nocase) of column "label" of "categories" and make it NOT NULL: the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Rename table "cats" to "categories"
-- Rename column "name" of "categories" to "label"
-- Change the collation (binary → nocase) of column "label" of "categories" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- Rename table "items" to "goods"
-- Rename column "cat" of "goods" to "category"
-- Change the collation (binary → nocase) of column "category" of "goods"
-- Drop FOREIGN KEY (category) REFERENCES categories (label) ON UPDATE CASCADE of "goods"
-- Add FOREIGN KEY (category) REFERENCES categories (label) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED to "goods"
-- SQLite can only do this by rebuilding the table
ALTER TABLE cats RENAME TO __penumbra_old_cats;
ALTER TABLE items RENAME TO __penumbra_old_items;
CREATE TABLE categories (id INTEGER PRIMARY KEY, label TEXT NOT NULL UNIQUE COLLATE NOCASE);
CREATE TABLE goods (id INTEGER PRIMARY KEY, category TEXT COLLATE NOCASE REFERENCES categories (label) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED);
INSERT INTO categories (id, label) SELECT id, name FROM __penumbra_old_cats;
INSERT INTO goods (id, category) SELECT id, cat FROM __penumbra_old_items;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use cats, items" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM categories) = (SELECT count(*) FROM __penumbra_old_cats)
    AND (SELECT count(*) FROM goods) = (SELECT count(*) FROM __penumbra_old_items)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_cats')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_items')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_items;
DROP TABLE __penumbra_old_cats;

RELEASE penumbra;
