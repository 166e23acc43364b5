-- warning[lint/null-to-not-null]: Make column "name" of "items" NOT NULL ON CONFLICT IGNORE: the migration stops if a row contains NULL there
-- warning[lint/unique-on-existing]: Add UNIQUE (code) ON CONFLICT REPLACE to "items": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Make column "name" of "items" NOT NULL ON CONFLICT IGNORE
-- Add UNIQUE (code) ON CONFLICT REPLACE to "items"
-- SQLite can only do this by rebuilding the table
ALTER TABLE items RENAME TO __penumbra_old_items;
CREATE TABLE items (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL ON CONFLICT IGNORE,
  code TEXT UNIQUE ON CONFLICT REPLACE
);
INSERT OR ABORT INTO items (id, name, code) SELECT id, name, code FROM __penumbra_old_items;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use items" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM items) = (SELECT count(*) FROM __penumbra_old_items)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_items')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_items;

RELEASE penumbra;
