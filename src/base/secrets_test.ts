import assert from "node:assert/strict";
import { withoutSecrets } from "./secrets.ts";

Deno.test("withoutSecrets() hides tokens and passwords, and nothing else", () => {
  const texts = new Map([
    ["libsql://db.example.org?authToken=abc&tls=1", "libsql://db.example.org?authToken=…&tls=1"],
    ["--auth-token abc --quiet", "--auth-token … --quiet"],
    ["--auth-token=abc", "--auth-token=…"],
    ["postgres://me:secret@host/db", "postgres://me:…@host/db"],
    ["the token eyJhbGciOi.eyJhIjoi.x-y_z is wrong", "the token eyJhbGciOi… is wrong"],
    ["command:npx drizzle-kit export", "command:npx drizzle-kit export"],
    ["libsql://host:8080/a@b", "libsql://host:8080/a@b"],
  ]);
  for (const [text, shown] of texts) assert.equal(withoutSecrets(text), shown);
});
