-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (kind) REFERENCES kinds (code) to "items": the migration stops if a row has no parent
-- warning[lint/check-on-existing]: Add CHECK (kind <> '') to "items": the migration stops if a row violates it

-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Create table "kinds"
CREATE TABLE kinds (id INTEGER PRIMARY KEY, code TEXT);

-- Add FOREIGN KEY (kind) REFERENCES kinds (code) to "items"
-- Add CHECK (kind <> '') to "items"
-- SQLite can only do this by rebuilding the table
ALTER TABLE items RENAME TO __penumbra_old_items;
CREATE TABLE items (id INTEGER PRIMARY KEY, kind TEXT REFERENCES kinds (code) CHECK (kind <> ''));

-- Drop table "by_code"
ALTER TABLE by_code RENAME TO __penumbra_old_by_code;

-- Create index "by_code"
CREATE UNIQUE INDEX by_code ON kinds (code);
INSERT INTO items (id, kind) SELECT id, kind FROM __penumbra_old_items;

-- Stop here, with nothing changed, if items.kind has values without a parent row
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "items.kind has values without a parent row" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use items, by_code" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM items WHERE kind IS NOT NULL AND NOT EXISTS (SELECT 1 FROM kinds WHERE kinds.code = items.kind));

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM items) = (SELECT count(*) FROM __penumbra_old_items)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_items')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_by_code;
DROP TABLE __penumbra_old_items;

RELEASE penumbra;
