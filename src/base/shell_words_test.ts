import assert from "node:assert/strict";
import { shellWords } from "./shell_words.ts";

Deno.test("shellWords() quotes words with special characters", () => {
  assert.equal(shellWords(["git", "add", "a/b.sql", ":0:x"]), "git add a/b.sql :0:x");
  assert.equal(shellWords(["a b", "it's", "$x", "", "a\nb"]), `'a b' 'it'\\''s' '$x' '' 'a\nb'`);
});
