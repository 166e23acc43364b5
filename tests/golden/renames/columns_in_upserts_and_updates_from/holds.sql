SELECT total = 2 FROM counts;
