SELECT rowid=1 FROM docs_fts WHERE docs_fts MATCH 'fox';
