SELECT count(*)=2 FROM audit;
