-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Keep the settings of the search index "notes_search"
CREATE TABLE __penumbra_old_notes_search AS SELECT k, v FROM notes_search_config;

-- Rename table "notes_search" to "tags"
-- Change virtual table "tags"
DROP TABLE notes_search;

-- Change virtual table "tags"
CREATE VIRTUAL TABLE tags USING fts5(count, tokenize='porter', content='');
INSERT INTO tags (tags, rank) SELECT k, v FROM __penumbra_old_notes_search WHERE k <> 'version';

-- Everything is rolled back if an earlier statement failed
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "an earlier statement failed" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM tags_config) = (SELECT count(*) FROM __penumbra_old_notes_search)
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'notes_search');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_notes_search;

RELEASE penumbra;
