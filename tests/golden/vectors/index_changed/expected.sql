SAVEPOINT penumbra;

-- Change index "docs_embedding"
DROP INDEX docs_embedding;
CREATE INDEX docs_embedding ON docs (libsql_vector_idx(embedding, 'metric=l2'));

RELEASE penumbra;
