-- warning[lint/unique-on-existing]: Change index "roles_by": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of roles hold the same length(id)
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of roles hold the same length(id)" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM roles WHERE (length(id)) IS NOT NULL GROUP BY (length(id)) HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Change index "roles_by"
DROP INDEX roles_by;
CREATE UNIQUE INDEX roles_by ON roles (length(id));
