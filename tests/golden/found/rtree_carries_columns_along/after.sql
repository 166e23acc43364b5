CREATE VIRTUAL TABLE places USING rtree(id, x0, x1, +label TEXT, +more BLOB);
