INSERT INTO areas (_shape, name) VALUES ('[[0,0],[1,0],[0,1],[0,0]]', 'corner'), ('[[2,2],[3,2],[2,3],[2,2]]', NULL);
