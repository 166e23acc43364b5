-- Add column "embedding" to "docs"
ALTER TABLE docs ADD COLUMN embedding F32_BLOB(3);
