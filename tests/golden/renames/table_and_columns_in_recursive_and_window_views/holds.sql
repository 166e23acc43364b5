SELECT count(*)=2 FROM tree;
