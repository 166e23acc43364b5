CREATE TABLE seats (row INTEGER, number INTEGER, free INTEGER, PRIMARY KEY (row, number DESC));
