INSERT INTO users VALUES (5, 'Ada'), (90, 'Bob');
DELETE FROM users WHERE id = 90;
