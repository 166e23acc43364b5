INSERT INTO marks VALUES ('x'), ('y');
