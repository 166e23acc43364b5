CREATE TABLE flags (id INTEGER PRIMARY KEY, "true" INT, is_now INT, CHECK ("true" <> is_now));
