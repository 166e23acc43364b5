/** A schema of drizzle-orm 0.x that binds values, leaves names to the casing, and names keys. */
import { and, eq, gt, inArray, sql } from "npm:drizzle-orm@0.45.4";
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  sqliteView,
  text,
  unique,
  uniqueIndex,
} from "npm:drizzle-orm@0.45.4/sqlite-core";

export const userId = sqliteTable("userId", {
  userId: integer().primaryKey(),
  displayName: text().notNull().unique(),
  planName: text().default("O'Brien"),
  prefs: text({ mode: "json" }).default({ it: "it's" }),
  five: integer().default(sql`5`),
  six: integer().default(6),
}, (t) => [
  index("by_plan").on(t.planName, sql`lower(${t.displayName})`).where(eq(t.planName, "pro")),
  uniqueIndex("some").on(t.five).where(and(gt(t.userId, 0), inArray(t.planName, ["a", "b"]))),
  check("plans", inArray(t.planName, ["pro", "free"])),
  check("positive", gt(t.five, -1)),
  unique().on(t.displayName, t.planName),
]);

export const posts = sqliteTable("posts", {
  postId: integer().notNull(),
  userId: integer().references(() => userId.userId, { onDelete: "cascade" }),
  otherId: integer(),
}, (t) => [
  primaryKey({ columns: [t.postId] }),
  foreignKey({ columns: [t.otherId], foreignColumns: [userId.userId], name: "otherIdOfUser" }),
]);

export const pros = sqliteView("pros").as((query) =>
  query.select().from(userId).where(eq(userId.planName, "pro"))
);

export const elsewhere = sqliteView("elsewhere", { name: text() }).existing();
