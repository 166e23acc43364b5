-- Change view "texts"
DROP VIEW texts;
CREATE VIEW texts AS SELECT id, body || ' end' AS body FROM docs;

-- Fill the search index "found" again: what it reads has changed
INSERT INTO found (found) VALUES ('rebuild');
