-- +micrate Up
-- Made by penumbra <version>: parent=<hash> pre=<hash> post=<hash>

-- Add column "c" to "a"
ALTER TABLE a ADD COLUMN c TEXT;

-- +micrate Down
-- Down migration, made by penumbra <version>: pre=<hash> post=<hash>
-- Drops a.c and its data

-- Drop column "c" of "a"
ALTER TABLE a DROP COLUMN c;
