SAVEPOINT penumbra;

-- Rename table "notes_search" to "tags"
-- Change virtual table "tags"
-- SQLite can only do this by rebuilding the table
ALTER TABLE notes_search RENAME TO __penumbra_old_notes_search;
CREATE VIRTUAL TABLE tags USING fts5(count, payload);
INSERT INTO tags (tags, rank)
  SELECT k, v FROM __penumbra_old_notes_search_config WHERE k <> 'version';
INSERT INTO tags (rowid, count, payload)
  SELECT rowid, count, payload FROM __penumbra_old_notes_search;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use notes_search" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM tags_config) = (SELECT count(*) FROM __penumbra_old_notes_search_config)
    AND (SELECT count(*) FROM tags) = (SELECT count(*) FROM __penumbra_old_notes_search)
    AND (SELECT count(*) FROM pragma_table_info('__penumbra_old_notes_search')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_notes_search;

RELEASE penumbra;
