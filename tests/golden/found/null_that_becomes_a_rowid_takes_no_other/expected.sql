-- warning[lint/strict-or-without-rowid]: Add PRIMARY KEY (rank) to "invoices": the migration stops if a row contains a value that the table does not accept
-- warning[lint/unique-on-existing]: Add PRIMARY KEY (rank) to "invoices": the migration stops if two rows have the same values there
-- warning[lint/null-to-rowid]: Add PRIMARY KEY (rank) to "invoices": NULL becomes a new number

SAVEPOINT penumbra;

-- Drop PRIMARY KEY (id) of "invoices"
-- Add PRIMARY KEY (rank) to "invoices"
-- SQLite can only do this by rebuilding the table
-- In invoices.rank, NULL becomes a new number
ALTER TABLE invoices RENAME TO __penumbra_old_invoices;
CREATE TABLE invoices (id INTEGER, rank INTEGER PRIMARY KEY, note TEXT);
INSERT INTO invoices (id, rank, note)
  SELECT id, rank, note FROM __penumbra_old_invoices ORDER BY rank IS NULL;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use invoices" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM invoices) = (SELECT count(*) FROM __penumbra_old_invoices)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_invoices')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_invoices;

RELEASE penumbra;
