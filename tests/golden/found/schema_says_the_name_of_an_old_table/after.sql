CREATE TABLE leftovers (id INTEGER PRIMARY KEY, name TEXT DEFAULT '__penumbra_old_people');
CREATE TABLE people (id INTEGER PRIMARY KEY, age INTEGER CHECK (age > 0));
