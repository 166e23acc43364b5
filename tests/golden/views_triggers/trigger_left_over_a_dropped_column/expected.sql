-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop trigger "t_changed"
DROP TRIGGER t_changed;

-- Drop column "b" of "t"
ALTER TABLE t DROP COLUMN b;

RELEASE penumbra;
