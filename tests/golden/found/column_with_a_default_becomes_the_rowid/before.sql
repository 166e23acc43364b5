CREATE TABLE items (id TEXT DEFAULT 'none', name TEXT);
