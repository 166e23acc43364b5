-- note[lint/null-to-default]: Change the default (none → 'none') of column "body" of "notes" and make it NOT NULL: NULL becomes 'none'

-- Change the default (none → 'none') of column "body" of "notes" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "notes"
CREATE TABLE __penumbra_new_notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL DEFAULT 'none', line TEXT AS (coalesce(body, 'empty')) STORED);
INSERT OR ABORT INTO __penumbra_new_notes (id, body) SELECT id, coalesce(body, 'none') FROM notes;
DROP TABLE notes;
ALTER TABLE __penumbra_new_notes RENAME TO notes;

-- Fill the search index "found" again: what it reads has changed
INSERT INTO found (found) VALUES ('rebuild');
