SAVEPOINT penumbra;

-- Rename column "word" of "counts" to "term"
ALTER TABLE counts RENAME COLUMN word TO term;

-- Rename column "n" of "counts" to "total"
ALTER TABLE counts RENAME COLUMN n TO total;

-- Rename column "word" of "words" to "term"
ALTER TABLE words RENAME COLUMN word TO term;

RELEASE penumbra;
