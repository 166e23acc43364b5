INSERT INTO users VALUES (1, 'Ann', NULL), (2, 'Bob', 'bob@example.com');
