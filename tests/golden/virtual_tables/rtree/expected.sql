-- Create virtual table "areas"
CREATE VIRTUAL TABLE areas USING rtree(id, min_x, max_x, min_y, max_y);
