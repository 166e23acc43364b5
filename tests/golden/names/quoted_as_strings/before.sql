CREATE TABLE authors (name TEXT PRIMARY KEY);
CREATE TABLE 'big data' (')author,''name''' TEXT CONSTRAINT 'foo,''bar' REFERENCES authors(name), 'n' INTEGER DEFAULT 1);
