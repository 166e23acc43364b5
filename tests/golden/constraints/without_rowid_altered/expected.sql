SAVEPOINT penumbra;

-- Add column "note" to "words"
ALTER TABLE words ADD COLUMN note TEXT;

-- Create index "words_count"
CREATE INDEX words_count ON words (count DESC);

RELEASE penumbra;
