-- warning[lint/null-to-not-null]: Change the collation (binary → nocase) of column "label" of "categories" and make it NOT NULL: the migration stops if a row holds NULL there
-- warning[lint/unique-on-existing]: Change the collation (binary → nocase) of column "label" of "categories" and make it NOT NULL: the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of categories hold the same label
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of categories hold the same label" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM (SELECT name AS label FROM cats) AS categories WHERE label IS NOT NULL GROUP BY label COLLATE nocase HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Rename table "cats" to "categories"
-- Rename column "name" of "categories" to "label"
-- Change the collation (binary → nocase) of column "label" of "categories" and make it NOT NULL
-- Rename table "items" to "goods"
-- Rename column "cat" of "goods" to "category"
-- Change the collation (binary → nocase) of column "category" of "goods"
-- Drop FOREIGN KEY (category) REFERENCES categories (label) ON UPDATE CASCADE of "goods"
-- Add FOREIGN KEY (category) REFERENCES categories (label) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED to "goods"
-- SQLite cannot do this in place: rebuild "categories", "goods"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_categories (id INTEGER PRIMARY KEY, label TEXT NOT NULL UNIQUE COLLATE NOCASE);
CREATE TABLE __penumbra_new_goods (id INTEGER PRIMARY KEY, category TEXT COLLATE NOCASE REFERENCES __penumbra_new_categories (label) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED);
INSERT OR ABORT INTO __penumbra_new_categories (id, label) SELECT id, name FROM cats;
INSERT OR ABORT INTO __penumbra_new_goods (id, category) SELECT id, cat FROM items;
DROP TABLE items;
DROP TABLE cats;
ALTER TABLE __penumbra_new_categories RENAME TO categories;
ALTER TABLE __penumbra_new_goods RENAME TO goods;
RELEASE penumbra_rebuild;
