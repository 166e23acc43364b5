CREATE TABLE goods (id INTEGER PRIMARY KEY, stock INTEGER, CONSTRAINT stock_is_positive CHECK (stock >= 0));
