SAVEPOINT penumbra;

-- Change trigger "fires"
DROP TRIGGER fires;
CREATE TRIGGER fires AFTER INSERT ON b BEGIN DELETE FROM a; END;

RELEASE penumbra;
