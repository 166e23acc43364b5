PRAGMA foreign_keys = OFF;
INSERT INTO users VALUES (1, NULL, NULL), (2, 1, NULL);
PRAGMA foreign_keys = ON;
