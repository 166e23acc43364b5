CREATE TABLE countries (id INTEGER PRIMARY KEY, code TEXT);
CREATE UNIQUE INDEX countries_code ON countries (code);
CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  parent INTEGER REFERENCES places ON DELETE CASCADE,
  country TEXT REFERENCES countries (code)
);
