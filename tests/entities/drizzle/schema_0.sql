CREATE TABLE `comments` (
	`id` text PRIMARY KEY NOT NULL,
	`author_id` integer NOT NULL,
	`slug` text NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`author_id`,`slug`) REFERENCES `posts`(`author_id`,`slug`) ON UPDATE no action ON DELETE cascade
);

CREATE UNIQUE INDEX `comments_text_unique` ON `comments` (`text`);
CREATE UNIQUE INDEX `comments_text` ON `comments` (`text`);
CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer DEFAULT 0 NOT NULL
);

CREATE TABLE `labels` (
	`id` integer PRIMARY KEY NOT NULL,
	`label` text collate nocase NOT NULL,
	`color` text
);

CREATE UNIQUE INDEX `labels_label_unique` ON `labels` (`label`);
CREATE TABLE `posts` (
	`author_id` integer NOT NULL,
	`slug` text NOT NULL,
	`title` text,
	PRIMARY KEY(`author_id`, `slug`),
	FOREIGN KEY (`author_id`) REFERENCES `users`(`id`) ON UPDATE restrict ON DELETE cascade
);

CREATE TABLE `tags` (
	`post_slug` text,
	`name` text,
	`weight` integer,
	PRIMARY KEY(`post_slug`, `name`)
);

CREATE TABLE `users` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`email` text(255) NOT NULL,
	`nick` text,
	`role` text DEFAULT 'it''s' NOT NULL,
	`path` text DEFAULT 'C:\temp',
	`settings` text DEFAULT '{"theme":"dark","tags":["a","b"]}',
	`active` integer DEFAULT true NOT NULL,
	`logins` integer DEFAULT 0,
	`created_at` integer DEFAULT (unixepoch()) NOT NULL,
	`changed_at` integer DEFAULT '"2023-11-14T22:13:20.123Z"',
	`seen_at` integer DEFAULT '"2023-11-14T22:13:20.123Z"',
	`day` text DEFAULT CURRENT_DATE,
	`score` real DEFAULT 1.5,
	`avatar` blob,
	`extra` blob,
	`amount` numeric DEFAULT '12.50',
	`boss_id` integer,
	`lower` text GENERATED ALWAYS AS (lower(email)) VIRTUAL,
	`upper` text GENERATED ALWAYS AS (upper("email")) STORED,
	`meaning` F32_BLOB(3),
	FOREIGN KEY (`boss_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "score_positive" CHECK("users"."score" > 0),
	CONSTRAINT "score_or_amount" CHECK("users"."score" < 100 or "users"."amount" > 5)
);

CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);
CREATE UNIQUE INDEX `nick_once` ON `users` (`nick`);
CREATE INDEX `users_name_idx` ON `users` (`name`,lower("email") desc) WHERE "users"."active" = 1;
CREATE UNIQUE INDEX `users_role_unique` ON `users` (`role`,`name`);
CREATE UNIQUE INDEX `two` ON `users` (`name`,`score`);
CREATE UNIQUE INDEX `users_name_role_unique` ON `users` (`name`,`role`);
CREATE VIEW `active_users` AS select "id", "name", "email", "nick", "role", "path", "settings", "active", "logins", "created_at", "changed_at", "seen_at", "day", "score", "avatar", "extra", "amount", "boss_id", "lower", "upper", "meaning" from "users" where "users"."active" = 1;
CREATE VIEW `names` AS select name from "users" where "users"."name" <> 'a''b';
