-- Create trigger "t_added"
CREATE TRIGGER t_added AFTER INSERT ON t BEGIN
  SELECT CASE WHEN NEW.a = 'x; END;' THEN RAISE(ABORT, 'no; END') END; -- ; END;
END;
