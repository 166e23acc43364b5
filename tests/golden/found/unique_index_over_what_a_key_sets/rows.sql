INSERT INTO folders VALUES (1, NULL, 'mine'), (2, NULL, 'yours'), (3, 1, 'drafts'), (4, 2, 'drafts');
