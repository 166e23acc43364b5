CREATE VIRTUAL TABLE areas USING rtree(id, min_x, max_x);
