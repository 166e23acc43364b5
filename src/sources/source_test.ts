import assert from "node:assert/strict";
import { parseSource } from "./source.ts";

function parsed(text: string): unknown {
  const source = parseSource(text);
  return source.ok ? source.value : source.diagnostics[0]?.hint;
}

Deno.test("parseSource() recognizes every form of source", () => {
  const forms: readonly [string, unknown][] = [
    ["empty", { kind: "empty" }],
    ["schema.sql", { kind: "sql", path: "schema.sql" }],
    ["schema/", { kind: "sql", path: "schema/" }],
    ["C:\\schema.sql", { kind: "sql", path: "C:\\schema.sql" }],
    ["user.ts", { kind: "entities", path: "user.ts" }],
    ["src/tables.mjs", { kind: "entities", path: "src/tables.mjs" }],
    ["migrations:db", { kind: "migrations", path: "db" }],
    ["migrations:d@b@0007", { kind: "migrations", path: "d@b", upTo: "0007" }],
    ["app.db", { kind: "database", path: "app.db" }],
    ["data/app.SQLITE3", { kind: "database", path: "data/app.SQLITE3" }],
    ["file:app", { kind: "database", path: "app" }],
    ["file:a%20b%3F.db?mode=ro", { kind: "database", path: "a b?.db" }],
    ["file:100%.db", { kind: "database", path: "100%.db" }],
    ["file:///var/app.db", { kind: "database", path: "/var/app.db" }],
    ["file://localhost/app.db", { kind: "database", path: "/app.db" }],
    ["libsql://a.turso.io", { kind: "server", url: "libsql://a.turso.io" }],
    ["HTTPS://a.example", { kind: "server", url: "HTTPS://a.example" }],
    ["ws://127.0.0.1:8080", { kind: "server", url: "ws://127.0.0.1:8080" }],
    ["command: npx x | cat ", { kind: "command", command: "npx x | cat" }],
  ];
  for (const [text, source] of forms) assert.deepEqual(parsed(text), source, text);
});

Deno.test("parseSource() refuses what matches no form, and suggests the intended scheme", () => {
  for (
    const text of [
      "",
      "migrations:",
      "migrations:a@",
      "command:  ",
      "file:",
      "http://",
      "libsql://",
      "file://host/a.db",
    ]
  ) {
    assert.match(String(parsed(text)), /^Name a /, text);
  }
  assert.equal(parsed("libsq://a.turso.io"), 'Did you mean "libsql:"?');
  assert.equal(parsed("comand:npx x"), 'Did you mean "command:"?');
});

Deno.test("parseSource() does not repeat a token", () => {
  const source = parseSource("libsqk://host?authToken=sesame");
  assert(!source.ok);
  assert.equal(JSON.stringify(source.diagnostics).includes("sesame"), false);
});
