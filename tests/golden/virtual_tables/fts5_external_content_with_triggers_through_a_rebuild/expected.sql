-- note[lint/null-to-default]: Change the default (none → '') of column "body" of "docs" and make it NOT NULL: NULL becomes ''

-- Change the default (none → '') of column "body" of "docs" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "docs"
CREATE TABLE __penumbra_new_docs (title TEXT, body TEXT NOT NULL DEFAULT '');
INSERT OR ABORT INTO __penumbra_new_docs (rowid, title, body)
  SELECT rowid, title, coalesce(body, '') FROM docs;
DROP TABLE docs;
ALTER TABLE __penumbra_new_docs RENAME TO docs;

-- Restore trigger "docs_added"
CREATE TRIGGER docs_added AFTER INSERT ON docs BEGIN
  INSERT INTO found (rowid, title, body) VALUES (NEW.rowid, NEW.title, NEW.body);
END;

-- Restore trigger "docs_gone"
CREATE TRIGGER docs_gone AFTER DELETE ON docs BEGIN
  INSERT INTO found (found, rowid, title, body) VALUES ('delete', OLD.rowid, OLD.title, OLD.body);
END;

-- Fill the search index "found" again: what it reads has changed
INSERT INTO found (found) VALUES ('rebuild');
