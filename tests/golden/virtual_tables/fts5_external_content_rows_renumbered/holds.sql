SELECT rowid = 40 AND body = 'a lazy dog' FROM found WHERE found MATCH 'lazy';
