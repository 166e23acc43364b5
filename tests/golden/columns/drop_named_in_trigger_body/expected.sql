-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop trigger "t_checked", which is recreated below with its changes
DROP TRIGGER t_checked;

-- Drop column "b" of "t"
ALTER TABLE t DROP COLUMN b;

-- Change trigger "t_checked"
CREATE TRIGGER t_checked BEFORE UPDATE ON t WHEN NEW.a IS NULL BEGIN SELECT RAISE(ABORT, 'no a'); END;

RELEASE penumbra;
