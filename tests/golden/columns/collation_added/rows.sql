INSERT INTO users VALUES (1, 'ada'), (2, 'Ada'), (3, 'Bob');
