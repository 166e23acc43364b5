-- Down migration, made by penumbra <version>: pre=<hash> post=<hash>
-- Drops a.c and its data

-- Drop column "c" of "a"
ALTER TABLE a DROP COLUMN c;
