-- The row was there before the column: what it shows is the default of ADD COLUMN, and must stay.
CREATE TABLE users (id INTEGER PRIMARY KEY);
INSERT INTO users VALUES (1);
ALTER TABLE users ADD COLUMN role TEXT DEFAULT 'guest';
