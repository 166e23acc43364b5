CREATE TABLE users (id INTEGER PRIMARY KEY, role TEXT NOT NULL DEFAULT 'guest', team_id INTEGER REFERENCES teams (id));
CREATE TABLE teams (id INTEGER PRIMARY KEY);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE);
CREATE INDEX users_team ON users (team_id);
CREATE VIEW members AS SELECT id FROM users WHERE role = 'member';
CREATE TRIGGER posts_watched AFTER INSERT ON posts BEGIN
  UPDATE users SET role = 'author' WHERE id = NEW.user_id;
END;
