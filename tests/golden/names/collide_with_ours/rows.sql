INSERT INTO users VALUES (1, 'a', 'b');
INSERT INTO __penumbra_new_users VALUES (1, 'mine'), (2, 'mine');
INSERT INTO __penumbra_gate VALUES (5);
INSERT INTO x VALUES (1, 'one');
INSERT INTO y VALUES (1, 'two');
