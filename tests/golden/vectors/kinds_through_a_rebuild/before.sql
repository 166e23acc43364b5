CREATE TABLE docs (id INTEGER PRIMARY KEY, a F64_BLOB(2), b F16_BLOB(3), c FB16_BLOB(3), d F8_BLOB(3), e F1BIT_BLOB(8), f FLOAT32(2), title TEXT);
CREATE INDEX docs_a ON docs (libsql_vector_idx(a));
CREATE INDEX docs_e ON docs (libsql_vector_idx(e, 'metric=cosine'));
