-- Create index "docs_embedding"
CREATE INDEX docs_embedding ON docs (libsql_vector_idx(embedding, 'metric=cosine'));
