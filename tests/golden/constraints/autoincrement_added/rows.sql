INSERT INTO users VALUES (5, 'Ada'), (3, 'Bob');
