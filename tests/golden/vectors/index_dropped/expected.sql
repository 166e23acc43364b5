-- Drop index "docs_embedding"
DROP INDEX docs_embedding;
