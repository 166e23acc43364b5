SELECT sum(lat) = 5.5 FROM p;
