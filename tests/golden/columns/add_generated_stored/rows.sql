INSERT INTO users VALUES (1, 'Ada', 'Lovelace'), (2, NULL, 'Hopper');
