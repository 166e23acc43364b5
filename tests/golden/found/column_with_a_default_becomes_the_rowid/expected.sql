-- warning[lint/lossy-type-change]: Change the type (TEXT → INTEGER) and the default ('none' → none) of column "id" of "items": the migration stops if items.id has text with more digits than INTEGER keeps
-- warning[lint/strict-or-without-rowid]: Add PRIMARY KEY (id) to "items": the migration stops if a row contains a value that the table does not accept
-- warning[lint/unique-on-existing]: Add PRIMARY KEY (id) to "items": the migration stops if two rows have the same values there
-- warning[lint/text-to-number]: Change the type (TEXT → INTEGER) and the default ('none' → none) of column "id" of "items": texts that read as numbers become numbers: '007' becomes 7
-- warning[lint/null-to-rowid]: Add PRIMARY KEY (id) to "items": NULL becomes a new number

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if items.id has text with more digits than INTEGER keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "items.id has text with more digits than INTEGER keeps" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use items" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM items WHERE id = CAST(id AS NUMERIC) AND typeof(CAST(id AS NUMERIC)) = 'real' AND length(replace(ltrim(id, ' +-0'), '.', '')) > 15);

-- Change the type (TEXT → INTEGER) and the default ('none' → none) of column "id" of "items"
-- Add PRIMARY KEY (id) to "items"
-- SQLite can only do this by rebuilding the table
-- In items.id, texts that read as numbers become numbers: '007' becomes 7
-- In items.id, NULL becomes a new number
ALTER TABLE items RENAME TO __penumbra_old_items;
CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO items (id, name) SELECT id, name FROM __penumbra_old_items ORDER BY id IS NULL;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM items) = (SELECT count(*) FROM __penumbra_old_items)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_items')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_items;

RELEASE penumbra;
