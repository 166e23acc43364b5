-- Nothing holds what was indexed: it cannot be indexed again.
CREATE VIRTUAL TABLE found USING fts5(body, content='');
