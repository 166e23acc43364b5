INSERT INTO users VALUES (1, 'Ada', 36), (2, 'Bob', NULL);
DELETE FROM log;
INSERT INTO log VALUES ('then', 'x');
