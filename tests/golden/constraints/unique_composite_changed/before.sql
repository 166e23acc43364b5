CREATE TABLE seats (hall INTEGER, row INTEGER, number INTEGER, UNIQUE (row, number));
