INSERT INTO folders VALUES (0, NULL, 'all'), (1, 0, 'mine'), (2, 0, 'yours'), (3, 1, 'drafts'), (4, 2, 'drafts');
