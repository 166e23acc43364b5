CREATE TABLE goods (a INTEGER, b INTEGER, c INTEGER, CHECK ((a - b) - c >= 0));
