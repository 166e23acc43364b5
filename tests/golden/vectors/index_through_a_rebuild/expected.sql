-- Change the default (none → '') of column "body" of "docs"
-- SQLite cannot do this in place: rebuild "docs"
CREATE TABLE __penumbra_new_docs (id INTEGER PRIMARY KEY, body TEXT DEFAULT '', embedding F32_BLOB(3));
INSERT OR ABORT INTO __penumbra_new_docs (id, body, embedding) SELECT id, body, embedding FROM docs;
DROP TABLE docs;
ALTER TABLE __penumbra_new_docs RENAME TO docs;

-- Restore index "docs_embedding"
CREATE INDEX docs_embedding ON docs (libsql_vector_idx(embedding, 'metric=cosine'));
