-- warning[lint/vector-on-existing]: Change the type (F32_BLOB(3) → F32_BLOB(4)) of column "embedding" of "docs": the migration stops if a row holds a vector of another size or kind

-- Stop here, with nothing changed, if a row of docs holds another vector than F32_BLOB(4)
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of docs holds another vector than F32_BLOB(4)" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM docs WHERE length(embedding) <> 16);
DROP TABLE __penumbra_gate;

-- Change the type (F32_BLOB(3) → F32_BLOB(4)) of column "embedding" of "docs"
-- SQLite cannot do this in place: rebuild "docs"
CREATE TABLE __penumbra_new_docs (id INTEGER PRIMARY KEY, embedding F32_BLOB(4));
INSERT OR ABORT INTO __penumbra_new_docs (id, embedding) SELECT id, embedding FROM docs;
DROP TABLE docs;
ALTER TABLE __penumbra_new_docs RENAME TO docs;

-- Restore index "docs_embedding"
CREATE INDEX docs_embedding ON docs (libsql_vector_idx(embedding));
