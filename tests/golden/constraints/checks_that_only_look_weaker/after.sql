CREATE TABLE t (id INTEGER PRIMARY KEY, state TEXT COLLATE NOCASE CHECK (state IN ('queued', 'done', 'failed')), size TEXT CHECK (size > 5), n INT CHECK (n IN ('1', '2', '3')));
