CREATE TABLE orders (id INTEGER PRIMARY KEY, total INT CHECK (total > 0));
