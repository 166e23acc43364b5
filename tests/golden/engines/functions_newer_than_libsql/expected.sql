-- Add column "m" to "a"
ALTER TABLE a ADD COLUMN m INT GENERATED ALWAYS AS (if(n > 0, n, 0));
