-- Add column "initial" to "people"
ALTER TABLE people ADD COLUMN initial INTEGER AS (substr(name, 1, 1));
