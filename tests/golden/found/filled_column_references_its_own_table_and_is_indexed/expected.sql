-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (flag) REFERENCES keys (name) to "keys": the migration stops if a row has no parent
-- warning[lint/unique-on-existing]: Create index "keys_by_flag": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Add column "flag" to "keys"
-- Add FOREIGN KEY (flag) REFERENCES keys (name) to "keys"
ALTER TABLE keys ADD COLUMN flag TEXT REFERENCES keys (name);
UPDATE keys SET flag = name;

-- Create index "keys_by_flag"
CREATE UNIQUE INDEX keys_by_flag ON keys (count, flag);

RELEASE penumbra;
