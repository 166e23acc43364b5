PRAGMA foreign_keys = OFF;
INSERT INTO teams VALUES (1, 'a');
INSERT INTO users VALUES (1, 1), (2, 999);
INSERT INTO notes VALUES (1, 1, NULL), (2, 77, 88);
PRAGMA foreign_keys = ON;
