-- Rename column "a" of "t" to "z"
ALTER TABLE t RENAME COLUMN a TO z;
