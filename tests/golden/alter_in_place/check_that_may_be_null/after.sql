CREATE TABLE orders (id INTEGER PRIMARY KEY, total INT CONSTRAINT positive CHECK (total > 0));
