CREATE TABLE venues (id INTEGER PRIMARY KEY);
CREATE TABLE halls (id INTEGER PRIMARY KEY, venue_id INTEGER REFERENCES venues);
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, hall_id INTEGER REFERENCES halls);
CREATE TABLE teams (id INTEGER PRIMARY KEY, lead_id INTEGER REFERENCES users);
CREATE VIRTUAL TABLE users_search USING fts5(name, content = 'users', content_rowid = 'id');
