import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createHash, createHmac } from "node:crypto";
import { changedSum, hmacSha256, sha256 } from "./hash.ts";

Deno.test("sha256() agrees with known SHA-256 hashes", async () => {
  const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  assert.equal(await sha256(), empty);
  assert.equal(await sha256(""), empty);
  for (const text of ["abc", "größe 🐘", "a\r\nb", "x".repeat(1000)]) {
    assert.equal(await sha256(text), createHash("sha256").update(text).digest("hex"));
  }
});

Deno.test("sha256() hashes its parts as one text, bytes and strings alike", async () => {
  const bytes = new TextEncoder().encode("größe");
  assert.equal(await sha256("grö", "ße"), await sha256("größe"));
  assert.equal(await sha256(bytes), await sha256("größe"));
  assert.equal(await sha256("a", bytes, "", "b"), await sha256("agrößeb"));
  assert.notEqual(await sha256("a"), await sha256("A"));
});

Deno.test("changedSum() has the same result whatever sum it starts from, in any order", async () => {
  const all = await changedSum("", { less: [], more: ["a", "b", "c"] });
  assert.equal(await changedSum("", { less: [], more: ["c", "a", "b"] }), all);
  const other = await changedSum("", { less: [], more: ["b", "x", "y"] });
  assert.equal(await changedSum(other, { less: ["y", "x"], more: ["a", "c"] }), all);
  assert.equal(await changedSum("", { less: [], more: ["a"] }), await sha256("a"));
  assert.equal(await changedSum(all, { less: ["a", "b", "c"], more: [] }), "0".repeat(64));
});

Deno.test("hmacSha256() agrees with known HMAC-SHA-256 values", async () => {
  for (const secret of ["5e".repeat(32), "00ff".repeat(16)]) {
    for (const text of ["", "größe 🐘", "x".repeat(1000)]) {
      const expected = createHmac("sha256", Buffer.from(secret, "hex")).update(text).digest("hex");
      assert.equal(await hmacSha256(secret, text), expected);
    }
  }
});
