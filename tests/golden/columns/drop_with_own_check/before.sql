CREATE TABLE goods (id INTEGER PRIMARY KEY, stock INTEGER CHECK (stock >= 0), name TEXT);
