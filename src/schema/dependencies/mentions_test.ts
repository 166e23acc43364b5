import assert from "node:assert/strict";
import { mentions, mentionsAny } from "./mentions.ts";

Deno.test("mentions() returns every word, name and string, folded, but nothing in comments", () => {
  const names = mentions("SELECT Users.\"Full Name\", 'Posts' FROM [a b] -- teams\n/* tags */");
  assert.deepEqual([...names].sort(), ["a b", "from", "full name", "posts", "select", "users"]);
});

Deno.test("mentionsAny() finds one of few names, and one of many", () => {
  const view = { sql: "CREATE VIEW v AS SELECT Name FROM users -- posts" };
  const others = Array.from({ length: 50 }, (_, index) => `t${index}`);
  for (const more of [[], others]) {
    assert.equal(mentionsAny({ ...view }, new Set(["posts", "user", ...more])), false);
    assert.equal(mentionsAny({ ...view }, new Set(["posts", "name", ...more])), true);
  }
});
