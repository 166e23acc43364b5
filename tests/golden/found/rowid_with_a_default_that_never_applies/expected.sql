-- warning[lint/unique-on-existing]: Change index "roles_by": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Change index "roles_by"
DROP INDEX roles_by;
CREATE UNIQUE INDEX roles_by ON roles (length(id));

RELEASE penumbra;
