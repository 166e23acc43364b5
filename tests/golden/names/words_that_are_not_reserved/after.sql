CREATE TABLE t (id integer PRIMARY KEY, without integer, "check" TEXT, strict integer NOT NULL DEFAULT 0, pragma text, always text, generated text, stored text, virtual text, key text, row text, replace text, "unique" text UNIQUE) STRICT;
CREATE INDEX idx_strict ON t (strict, pragma, "check");
