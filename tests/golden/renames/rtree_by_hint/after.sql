-- @renamed from=boxes
CREATE VIRTUAL TABLE areas USING rtree(id, x1, x2, +label);
