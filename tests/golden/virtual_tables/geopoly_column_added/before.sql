CREATE VIRTUAL TABLE areas USING geopoly(name);
