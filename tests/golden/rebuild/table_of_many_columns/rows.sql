INSERT INTO customers VALUES (1, 'Ada', NULL, 'Street', '1a', '1000', 'London', 'GB');
