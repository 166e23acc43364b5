-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop trigger "u_added", which is recreated below with its changes
DROP TRIGGER u_added;

-- Drop column "b" of "t"
ALTER TABLE t DROP COLUMN b;

-- Change trigger "u_added"
CREATE TRIGGER u_added AFTER INSERT ON u BEGIN INSERT INTO t (a) VALUES (NEW.id); END;

RELEASE penumbra;
