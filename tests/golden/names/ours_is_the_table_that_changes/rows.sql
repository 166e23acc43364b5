INSERT INTO __penumbra_new_users VALUES (1, 'mine'), (2, 'yours');
INSERT INTO users VALUES (1, 1);
INSERT INTO __penumbra_new_notes VALUES ('mine');
INSERT INTO notes VALUES ('yours');
