CREATE TABLE orders (id INTEGER PRIMARY KEY, state TEXT NOT NULL CONSTRAINT known_state CHECK (state IN ('new', 'paid', 'sent')), total INT NOT NULL, CONSTRAINT "less (than, 100)" CHECK (total < 100) -- and, a comment
);
