INSERT INTO tasks VALUES (1, 'write', 20, '2026-01-01'), (2, 'read', 10, NULL);
