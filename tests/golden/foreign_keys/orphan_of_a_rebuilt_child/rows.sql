PRAGMA foreign_keys = OFF;
INSERT INTO teams VALUES (1, 'a');
INSERT INTO users VALUES (1, 1, 30), (2, 999, 40);
PRAGMA foreign_keys = ON;
