CREATE TABLE pages (id INTEGER PRIMARY KEY, embedding F32_BLOB(3));
CREATE INDEX docs_embedding ON pages (libsql_vector_idx(embedding));
