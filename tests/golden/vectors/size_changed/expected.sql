-- Not proven with rows, since none could be made for: docs

-- Change the type (F32_BLOB(3) → F32_BLOB(4)) of column "embedding" of "docs"
-- SQLite cannot do this in place: rebuild "docs"
CREATE TABLE __penumbra_new_docs (id INTEGER PRIMARY KEY, embedding F32_BLOB(4));
INSERT OR ABORT INTO __penumbra_new_docs (id, embedding) SELECT id, embedding FROM docs;
DROP TABLE docs;
ALTER TABLE __penumbra_new_docs RENAME TO docs;

-- Restore index "docs_embedding"
CREATE INDEX docs_embedding ON docs (libsql_vector_idx(embedding));
