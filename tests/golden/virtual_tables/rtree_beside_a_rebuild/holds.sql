SELECT count(*)=1 FROM near;
