CREATE TABLE halls (city TEXT, name TEXT, size INTEGER, PRIMARY KEY (city, name));
CREATE TABLE shows (
  id INTEGER PRIMARY KEY,
  city TEXT,
  hall TEXT,
  FOREIGN KEY (city, hall) REFERENCES halls (city, name) ON DELETE CASCADE ON UPDATE CASCADE
);
