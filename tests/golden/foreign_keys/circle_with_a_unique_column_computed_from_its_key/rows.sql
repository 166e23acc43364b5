INSERT INTO notes (id, text) VALUES (1, 'first');
INSERT INTO teams (id, note_id) VALUES (1, 1), (2, NULL);
UPDATE notes SET team_id = 2;
