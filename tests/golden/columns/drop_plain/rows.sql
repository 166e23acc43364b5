INSERT INTO users VALUES (1, 'Ada', 'counted'), (5, NULL, 'x');
