-- Made by penumbra <version>: parent=<hash> pre=<hash> post=<hash>

-- Add column "c" to "a"
ALTER TABLE a ADD COLUMN c TEXT;
