CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT DEFAULT '', embedding F32_BLOB(3));
CREATE INDEX docs_embedding ON docs (libsql_vector_idx(embedding, 'metric=cosine'));
