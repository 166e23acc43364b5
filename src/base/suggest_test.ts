import assert from "node:assert/strict";
import { suggest, suggester } from "./suggest.ts";

const TABLES = ["users", "orders", "order_items", "größe", "db"];

Deno.test.each([
  ["a letter missing", "user", "users"],
  ["a letter too many", "userss", "users"],
  ["another letter", "usors", "users"],
  ["two neighbours swapped", "uesrs", "users"],
  ["another case", "USERS", "users"],
  ["a few letters off in a long word", "ordeer_itms", "order_items"],
  ["other alphabets", "grösse", "größe"],
  ["a short word", "dd", "db"],
])("suggest() recognizes %s", (_, word, expected) => assert.equal(suggest(word, TABLES), expected));

Deno.test.each([
  ["another word", "customers"],
  ["a third of the letters and one", "uxxrs"],
  ["nothing", ""],
  ["a single letter", "x"],
])("suggest() suggests nothing for %s", (_, word) => {
  assert.equal(suggest(word, [...TABLES, "a", "b"]), undefined);
});

Deno.test("suggest() returns the nearest candidate, the first of several", () => {
  assert.equal(suggest("orderz", ["border", "orders", "order"]), "orders");
  assert.equal(suggest("abcx", ["abcd", "abce"]), "abcd");
  assert.equal(suggest("abce", ["abcd", "abce"]), "abce");
  assert.equal(suggest("of", ["on", "off"]), "off");
  assert.equal(suggest("abdc", ["abd", "abcd"]), "abcd");
  assert.equal(suggest("abc", []), undefined);
});

Deno.test("suggester() gives up if very many words are unknown", () => {
  const names = Array.from({ length: 4000 }, (_, index) => `table_number_${index}`);
  const meant = suggester(names);
  const suggested = names.map((_, index) => meant(`tabel_number_${index}`));
  assert.equal(suggested[7], "table_number_7");
  assert.equal(suggested.at(-1), undefined);
});
