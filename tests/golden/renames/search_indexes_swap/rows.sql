INSERT INTO one VALUES ('first');
INSERT INTO two VALUES ('second');
