CREATE TABLE countries (id INTEGER PRIMARY KEY, code TEXT);

CREATE UNIQUE INDEX countries_code ON countries (code);

CREATE TABLE places (id INTEGER PRIMARY KEY, country TEXT REFERENCES countries (code) CHECK (country <> ''));
