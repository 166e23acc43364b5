CREATE TABLE users (id integer PRIMARY KEY NOT NULL, email text NOT NULL, posts integer DEFAULT 0 NOT NULL, bio text);
CREATE UNIQUE INDEX users_email_unique ON users (email);
CREATE TABLE posts (id integer PRIMARY KEY NOT NULL, author integer NOT NULL REFERENCES users(id) ON UPDATE no action ON DELETE cascade, title text NOT NULL);
CREATE TRIGGER posts_counted AFTER INSERT ON posts BEGIN
  UPDATE users SET posts = posts + 1 WHERE id = NEW.author; -- once for each
END;
