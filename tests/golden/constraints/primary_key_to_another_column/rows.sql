INSERT INTO users VALUES (7, 'a@example.org'), (3, 'b@example.org');
