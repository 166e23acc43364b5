-- Made by penumbra <version>: parent=<hash> pre=<hash> post=<hash>

SAVEPOINT penumbra;
--> statement-breakpoint

-- Change the default (none → 'none') of column "name" of "users" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In users.name, NULL becomes 'none'
ALTER TABLE users RENAME TO __penumbra_old_users;
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL DEFAULT 'none'
);
--> statement-breakpoint
INSERT INTO users (rowid, id, name)
  SELECT rowid, id, coalesce(name, 'none') FROM __penumbra_old_users;
--> statement-breakpoint

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users" CHECK (arrived));
--> statement-breakpoint
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
--> statement-breakpoint
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
--> statement-breakpoint
DROP TABLE __penumbra_gate;
--> statement-breakpoint
DROP TABLE __penumbra_old_users;
--> statement-breakpoint

RELEASE penumbra;
