-- Needs SQLite 3.53 or later: it alters constraints in place

SAVEPOINT penumbra;

-- Make column "kind" of "tags" NOT NULL
UPDATE OR ABORT tags SET kind = 'plain' WHERE kind IS NULL;
ALTER TABLE tags ALTER COLUMN kind SET NOT NULL;

RELEASE penumbra;
