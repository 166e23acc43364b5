/** A schema of drizzle-orm 1.0 that uses all that it has for SQLite. */
import { eq, sql } from "npm:drizzle-orm@1.0.0-rc.5";
import {
  blob,
  check,
  customType,
  foreignKey,
  index,
  integer,
  numeric,
  primaryKey,
  real,
  sqliteTable,
  sqliteView,
  text,
  unique,
  uniqueIndex,
} from "npm:drizzle-orm@1.0.0-rc.5/sqlite-core";

const vector = customType({
  dataType: (config) => `F32_BLOB(${config.dimensions})`,
});

const caseless = customType({ dataType: () => "text collate nocase" });

export const users = sqliteTable("users", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  name: text("name").notNull(),
  email: text("email", { length: 255 }).notNull().unique(),
  nick: text().unique("nick_once"),
  role: text("role", { enum: ["admin", "it's"] }).notNull().default("it's"),
  path: text("path").default("C:\\temp"),
  settings: text("settings", { mode: "json" }).default({ theme: "dark", tags: ["a", "b"] }),
  active: integer("active", { mode: "boolean" }).notNull().default(true),
  logins: integer("logins").default(0),
  createdAt: integer("created_at", { mode: "timestamp" }).notNull().default(sql`(unixepoch())`),
  changedAt: integer("changed_at", { mode: "timestamp_ms" }).default(new Date(1700000000123)),
  seenAt: integer("seen_at", { mode: "timestamp" }).default(new Date(1700000000123)),
  day: text("day").default(sql`CURRENT_DATE`),
  score: real("score").default(1.5),
  avatar: blob("avatar", { mode: "buffer" }),
  extra: blob("extra", { mode: "json" }),
  amount: numeric("amount").default("12.50"),
  bossId: integer("boss_id").references(() => users.id, { onDelete: "set null" }),
  lower: text("lower").generatedAlwaysAs(sql`lower(email)`),
  upper: text("upper").generatedAlwaysAs(() => sql`upper(${users.email})`, { mode: "stored" }),
  meaning: vector("meaning", { dimensions: 3 }),
}, (t) => [
  index("users_name_idx").on(t.name, sql`lower(${t.email}) desc`).where(sql`${t.active} = 1`),
  uniqueIndex("users_role_unique").on(t.role, t.name),
  check("score_positive", sql`${t.score} > 0`),
  check("score_or_amount", sql`${t.score} < 100 or ${t.amount} > 5`),
  unique("two").on(t.name, t.score),
  unique().on(t.name, t.role),
]);

export const posts = sqliteTable("posts", {
  authorId: integer("author_id").notNull().references(() => users.id, {
    onDelete: "cascade",
    onUpdate: "restrict",
  }),
  slug: text("slug").notNull(),
  title: text(),
}, (t) => [primaryKey({ columns: [t.authorId, t.slug] })]);

export const comments = sqliteTable("comments", {
  id: text("id").primaryKey(),
  authorId: integer("author_id").notNull(),
  slug: text("slug").notNull(),
  text: text("text").notNull().unique(),
}, (t) => [
  uniqueIndex("comments_text").on(t.text),
  foreignKey({
    columns: [t.authorId, t.slug],
    foreignColumns: [posts.authorId, posts.slug],
    name: "comment_of_post",
  }).onDelete("cascade"),
]);

export const tags = sqliteTable("tags", {
  postSlug: text("post_slug"),
  name: text("name"),
  weight: integer("weight"),
}, (t) => [primaryKey({ columns: [t.postSlug, t.name], name: "tags_key" })]);

export const counters = sqliteTable("counters", {
  name: text("name").notNull(),
  value: integer("value").notNull().default(0),
}, (t) => [primaryKey({ columns: [t.name] })]);

export const activeUsers = sqliteView("active_users").as((query) =>
  query.select().from(users).where(eq(users.active, true))
);

export const names = sqliteView("names", { name: text("name") }).as(
  sql`select name from ${users} where ${users.name} <> ${"a'b"}`,
);

export const elsewhere = sqliteView("elsewhere", { name: text("name") }).existing();

export const labels = sqliteTable("labels", {
  id: integer("id").primaryKey(),
  label: caseless("label").notNull().unique(),
  color: text("color"),
});
