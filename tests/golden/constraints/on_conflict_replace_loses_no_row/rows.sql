INSERT INTO users VALUES (1, 'a@example.org', 'x'), (2, 'b@example.org', NULL);
