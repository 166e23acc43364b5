CREATE TABLE t (id INTEGER PRIMARY KEY, state TEXT CHECK (state IN ('queued', 'done')), size TEXT CHECK (size > 10), n TEXT CHECK (n IN ('1', '2')));
