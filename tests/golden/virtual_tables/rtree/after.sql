CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT);
CREATE VIRTUAL TABLE areas USING rtree(id, min_x, max_x, min_y, max_y);
