import assert from "node:assert/strict";
import { mentions } from "./mentions.ts";

Deno.test("mentions() returns every word, name and string, folded, but nothing in comments", () => {
  const names = mentions("SELECT Users.\"Full Name\", 'Posts' FROM [a b] -- teams\n/* tags */");
  assert.deepEqual([...names].sort(), ["a b", "from", "full name", "posts", "select", "users"]);
});
