-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (flag) REFERENCES keys (name) to "keys": the migration stops if a row has no parent
-- warning[lint/unique-on-existing]: Create index "keys_by_flag": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if keys.flag is there already
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "keys.flag is there already" CHECK (check_1),
  check_2 CONSTRAINT "keys.flag has values without a parent row" CHECK (check_2)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM pragma_table_xinfo('keys') WHERE lower(name) = 'flag');

-- Add column "flag" to "keys"
-- Add FOREIGN KEY (flag) REFERENCES keys (name) to "keys"
ALTER TABLE keys ADD COLUMN flag TEXT REFERENCES keys (name);
UPDATE keys SET flag = name;

-- Create index "keys_by_flag"
CREATE UNIQUE INDEX keys_by_flag ON keys (count, flag);

-- Stop here, with nothing changed, if keys.flag has values without a parent row
INSERT INTO __penumbra_gate (check_2)
  SELECT NOT EXISTS (SELECT 1 FROM keys WHERE flag IS NOT NULL AND NOT EXISTS (SELECT 1 FROM keys AS __penumbra_parent WHERE __penumbra_parent.name = keys.flag));
INSERT OR ROLLBACK INTO __penumbra_gate (check_2) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
