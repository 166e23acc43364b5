import assert from "node:assert/strict";
import { nextVersion, slugFor, versionedName } from "./new_names.ts";

const NOON = new Date("2026-11-22T12:00:00.999Z");

Deno.test.each([
  { last: "7", next: "8" },
  { last: "0007", next: "0008" },
  { last: "0099", next: "0100" },
  { last: "9999", next: "10000" },
  { last: "000", next: "001" },
  { last: "20261122115959", next: "20261122120000" },
  { last: "20261122120000", next: "20261122120001" },
  { last: "20261231235959", next: "20270101000000" },
  { last: "20280228235959", next: "20280229000000" },
  { last: "20991231235959", next: "21000101000000" },
  { last: "99991231235959", next: "99991231235960" },
  { last: "20269999999999", next: "20270000000000" },
  { last: "99999999999999", next: "100000000000000" },
  { last: "18446744073709551615", next: "18446744073709551616" },
  { last: "20260301", next: "20261122" },
  { last: "20261122", next: "20261123" },
  { last: "20261231", next: "20270101" },
  { last: "00000012", next: "00000013" },
  { last: "202603011200", next: "202611221200" },
  { last: "202611221200", next: "202611221201" },
  { last: "2026030104", next: "2026112201" },
  { last: "2026112201", next: "2026112202" },
  { last: "1700000000", next: "1795348800" },
  { last: "1795348800", next: "1795348801" },
  { last: "1700000000000", next: "1795348800999" },
  { last: "0000000001", next: "0000000002" },
  { last: "20260301120000123", next: "20261122120000999" },
  { last: "2026-03-01", next: "2026-11-22" },
  { last: "2026-11-22", next: "2026-11-23" },
  { last: "2026-03-01-120000", next: "2026-11-22-120000" },
  { last: "2026_03_01_120000", next: "2026_11_22_120000" },
  { last: "2.9", next: "2.10" },
  { last: "2.10.09", next: "2.10.10" },
])("nextVersion() continues after $last with $next", ({ last, next }) => {
  assert.equal(nextVersion([{ version: last }], NOON), next);
});

Deno.test("nextVersion() starts a folder with the time in UTC", () => {
  assert.equal(nextVersion([], NOON), "20261122120000");
});

Deno.test("nextVersion() uses the greatest version, at any position", () => {
  const versions = ["0009", "0010", "0008"].map((version) => ({ version }));
  assert.equal(nextVersion(versions, NOON), "0011");
  assert.equal(nextVersion([{ version: "20261122130000" }, ...versions], NOON), "20261122130001");
});

Deno.test.each([
  { name: "add_users_bio", slug: "add_users_bio" },
  { name: "Add users: bio & e-mail", slug: "add_users_bio_e_mail" },
  { name: "addUsersBio", slug: "add_users_bio" },
  { name: "OAuth2Tokens", slug: "oauth2_tokens" },
  { name: "../../etc/passwd", slug: "etc_passwd" },
  { name: "C:\\temp\\x.sql", slug: "c_temp_x_sql" },
  { name: "größe ändern", slug: "größe_ändern" },
  { name: "gro\u0308\u00dfe", slug: "größe" },
  { name: "пользователи/биография", slug: "пользователи_биография" },
  { name: "用户 表", slug: "用户_表" },
  { name: "उपयोगकर्ता", slug: "उपयोगकर्ता" },
  { name: "2fa", slug: "2fa" },
  { name: "", slug: "" },
  { name: " /🎉\0 ", slug: "" },
])('slugFor() makes "$slug" of "$name"', ({ name, slug }) => {
  assert.equal(slugFor(name), slug);
});

Deno.test("slugFor() returns at most 100 bytes, ending at a word if possible", () => {
  assert.equal(slugFor("word ".repeat(30)), "word_".repeat(20).slice(0, -1));
  assert.equal(slugFor("x".repeat(300)), "x".repeat(100));
  assert.equal(slugFor("表".repeat(300)), "表".repeat(33));
  assert.equal(slugFor(`short ${"x".repeat(300)}`), "short");
});

Deno.test("versionedName() is only the version if the name has no letters or digits", () => {
  assert.equal(versionedName("0007", "Add bio"), "0007_add_bio");
  assert.equal(versionedName("0007", "???"), "0007");
});
