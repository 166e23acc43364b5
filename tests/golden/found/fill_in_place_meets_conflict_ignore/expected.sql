-- Needs libSQL: SQLite has no ALTER COLUMN … TO

SAVEPOINT penumbra;

-- Make column "kind" of "tags" NOT NULL
UPDATE OR ABORT tags SET kind = 'plain' WHERE kind IS NULL;
ALTER TABLE tags ALTER COLUMN kind TO kind TEXT NOT NULL;

RELEASE penumbra;
