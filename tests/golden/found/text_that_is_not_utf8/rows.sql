INSERT INTO files (id, data) VALUES (1, 'text'), (2, NULL);
