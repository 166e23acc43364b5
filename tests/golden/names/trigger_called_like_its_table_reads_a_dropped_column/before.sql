CREATE TABLE accounts (id INTEGER PRIMARY KEY, rank INT);

CREATE TABLE visits (id INTEGER PRIMARY KEY, amount REAL, seen TEXT);

CREATE TRIGGER accounts AFTER UPDATE OF rank ON accounts BEGIN
  UPDATE visits SET seen = NULL WHERE amount = old.rank;
END;
