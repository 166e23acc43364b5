BEGIN;
PRAGMA defer_foreign_keys = ON;
INSERT INTO a VALUES (1, 1, 1), (2, 2, 2);
INSERT INTO b VALUES (1, 1), (2, 1);
INSERT INTO c VALUES (1), (2);
COMMIT;
