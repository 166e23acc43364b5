CREATE TABLE orders (id INTEGER PRIMARY KEY, state TEXT NOT NULL CONSTRAINT known_state CHECK (state IN ('new', 'paid')), total INT NOT NULL, CONSTRAINT positive CHECK (total > 0));
