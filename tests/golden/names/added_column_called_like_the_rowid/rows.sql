INSERT INTO users VALUES (1, 'Ada'), (7, 'Bob');
