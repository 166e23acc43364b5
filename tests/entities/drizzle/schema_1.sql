CREATE TABLE `comments` (
	`id` text PRIMARY KEY,
	`author_id` integer NOT NULL,
	`slug` text NOT NULL,
	`text` text NOT NULL,
	CONSTRAINT `comment_of_post` FOREIGN KEY (`author_id`,`slug`) REFERENCES `posts`(`author_id`,`slug`) ON DELETE CASCADE
);

CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer DEFAULT 0 NOT NULL
);

CREATE TABLE `labels` (
	`id` integer PRIMARY KEY,
	`label` text collate nocase NOT NULL UNIQUE,
	`color` text
);

CREATE TABLE `posts` (
	`author_id` integer NOT NULL,
	`slug` text NOT NULL,
	`title` text,
	CONSTRAINT `posts_pk` PRIMARY KEY(`author_id`, `slug`),
	CONSTRAINT `fk_posts_author_id_users_id_fk` FOREIGN KEY (`author_id`) REFERENCES `users`(`id`) ON UPDATE RESTRICT ON DELETE CASCADE
);

CREATE TABLE `tags` (
	`post_slug` text,
	`name` text,
	`weight` integer,
	CONSTRAINT `tags_key` PRIMARY KEY(`post_slug`, `name`)
);

CREATE TABLE `users` (
	`id` integer PRIMARY KEY AUTOINCREMENT,
	`name` text NOT NULL,
	`email` text(255) NOT NULL UNIQUE,
	`nick` text CONSTRAINT `nick_once` UNIQUE,
	`role` text DEFAULT 'it''s' NOT NULL,
	`path` text DEFAULT 'C:\\temp',
	`settings` text DEFAULT '{"theme":"dark","tags":["a","b"]}',
	`active` integer DEFAULT true NOT NULL,
	`logins` integer DEFAULT 0,
	`created_at` integer DEFAULT (unixepoch()) NOT NULL,
	`changed_at` integer DEFAULT 1700000000123,
	`seen_at` integer DEFAULT 1700000000,
	`day` text DEFAULT CURRENT_DATE,
	`score` real DEFAULT 1.5,
	`avatar` blob,
	`extra` blob,
	`amount` numeric DEFAULT '12.50',
	`boss_id` integer,
	`lower` text GENERATED ALWAYS AS (lower(email)) VIRTUAL,
	`upper` text GENERATED ALWAYS AS (upper("email")) STORED,
	`meaning` F32_BLOB(3),
	CONSTRAINT `fk_users_boss_id_users_id_fk` FOREIGN KEY (`boss_id`) REFERENCES `users`(`id`) ON DELETE SET NULL,
	CONSTRAINT `two` UNIQUE(`name`,`score`),
	CONSTRAINT `users_name_role_unique` UNIQUE(`name`,`role`),
	CONSTRAINT "score_positive" CHECK("score" > 0),
	CONSTRAINT "score_or_amount" CHECK("score" < 100 or "amount" > 5)
);

CREATE UNIQUE INDEX `comments_text` ON `comments` (`text`);
CREATE INDEX `users_name_idx` ON `users` (`name`,lower("email") desc) WHERE "users"."active" = 1;
CREATE UNIQUE INDEX `users_role_unique` ON `users` (`role`,`name`);
CREATE VIEW `active_users` AS select "id", "name", "email", "nick", "role", "path", "settings", "active", "logins", "created_at", "changed_at", "seen_at", "day", "score", "avatar", "extra", "amount", "boss_id", "lower", "upper", "meaning" from "users" where "users"."active" = 1;
CREATE VIEW `names` AS select name from "users" where "users"."name" <> 'a''b';
