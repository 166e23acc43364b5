-- note[lint/null-to-default]: Change the default (none → 'none') of column "body" of "notes" and make it NOT NULL: NULL becomes 'none'

SAVEPOINT penumbra;

-- Change the default (none → 'none') of column "body" of "notes" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In notes.body, NULL becomes 'none'
ALTER TABLE notes RENAME TO __penumbra_old_notes;
CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL DEFAULT 'none', line TEXT AS (coalesce(body, 'empty')) STORED);
INSERT INTO notes (id, body) SELECT id, coalesce(body, 'none') FROM __penumbra_old_notes;

-- Fill the search index "found" again: its content changes
INSERT INTO found (found) VALUES ('rebuild');

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use notes" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM notes) = (SELECT count(*) FROM __penumbra_old_notes)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_notes') WHERE lower(name) NOT IN ('line')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index')
    AND (SELECT count(*) FROM (SELECT * FROM found LIMIT 1)) >= 0;
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_notes;

RELEASE penumbra;
