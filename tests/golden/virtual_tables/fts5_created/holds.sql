SELECT rowid = 8 FROM found WHERE found MATCH 'lazy';
