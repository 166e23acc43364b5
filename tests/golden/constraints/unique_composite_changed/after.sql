CREATE TABLE seats (hall INTEGER, row INTEGER, number INTEGER, UNIQUE (hall, row, number DESC));
