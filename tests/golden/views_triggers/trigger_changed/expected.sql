SAVEPOINT penumbra;

-- Change trigger "t_added"
DROP TRIGGER t_added;
CREATE TRIGGER t_added AFTER INSERT ON t WHEN NEW.b IS NULL BEGIN UPDATE t SET b = 2 WHERE rowid = NEW.rowid; END;

RELEASE penumbra;
