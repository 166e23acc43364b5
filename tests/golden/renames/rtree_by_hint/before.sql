CREATE VIRTUAL TABLE boxes USING rtree(id, x1, x2, +label);
