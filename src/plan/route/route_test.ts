import assert from "node:assert/strict";
import { planRequest } from "../../../tests/support/plans.ts";
import { type Route, routeOf } from "./route.ts";

async function route(
  before: string,
  after: string,
  fills: ReadonlyMap<string, string> = new Map(),
): Promise<Route> {
  const [was, wanted] = [before, after].map((it) => `CREATE TABLE t (${it})`);
  const { current, desired, changes } = await planRequest(was!, wanted!);
  return routeOf({ before: current.tables[0]!, after: desired.tables[0]!, changes, fills });
}

Deno.test.each([
  ["a column", "b TEXT"],
  ["a constant default", "b TEXT NOT NULL DEFAULT 'x'"],
  ["a default in parentheses", "b INT NOT NULL DEFAULT (-1)"],
  ["a computed column", "b AS (a) VIRTUAL NOT NULL"],
  ["a check of its own", "b INT CHECK (b > 0)"],
  ["a key whose rows get NULL", "b INT REFERENCES t (a)"],
  ["a check below the columns that names it last", "b INT, CHECK (a < b)"],
  ["a fraction that may be NULL", "b REAL DEFAULT 1.5"],
  ["a fraction in a text", "b TEXT NOT NULL DEFAULT 1.5"],
])("routeOf() adds %s in place", async (_, addition) => {
  assert.equal((await route("a INTEGER", `a INTEGER, ${addition}`)).kind, "in-place");
});

Deno.test.each([
  ["a key", "b INTEGER PRIMARY KEY"],
  ["a unique column", "b TEXT UNIQUE"],
  ["NOT NULL without a default", "b TEXT NOT NULL"],
  ["a default of the clock", "b TEXT DEFAULT CURRENT_TIMESTAMP"],
  ["a default that is computed", "b TEXT DEFAULT (lower('X'))"],
  ["a stored computed column", "b AS (a) STORED"],
  ["a column called like the rowid", "_RowId_ INT"],
  ["a key with another default", "b INT DEFAULT 1 REFERENCES t (a)"],
  ["a fraction where NULL is refused", "b REAL NOT NULL DEFAULT 1.5"],
  ["a number beyond 64 bits", "b NUMERIC NOT NULL DEFAULT -9223372036854775809"],
  ["a column that names a later one", "b AS (c), c INT"],
  ["a check over columns that are there", "b INT, CHECK (a > 0)"],
])("routeOf() rebuilds for %s", async (_, addition) => {
  assert.equal((await route("a INTEGER", `a INTEGER, ${addition}`)).kind, "rebuild");
});

Deno.test.each([
  ["with its own check", "b INT CHECK (b > 0)"],
  ["with its own key", "b INT REFERENCES t (a)"],
  ["that is computed", "b AS (a)"],
  ["beside another's comment", "b INT /* one, two */, c INT"],
  ["that is last and has a comment", "b INT -- one, two\n"],
  ["that is last and below a comment", "-- one\n b INT"],
  ["that is last and behind a comment with a comma", "/* one */ b /* one, two */ INT"],
])("routeOf() drops a column in place %s", async (_, gone) => {
  const rest = gone.includes("c INT") ? "a INTEGER, c INT" : "a INTEGER";
  assert.equal((await route(`a INTEGER, ${gone}`, rest)).kind, "in-place");
});

Deno.test.each([
  ["in the key", "b INT, PRIMARY KEY (b)"],
  ["that is unique", "b INT UNIQUE"],
  ["named in a key below", "b INT, FOREIGN KEY (b) REFERENCES t (a)"],
  ["named in a check below", "b INT, CHECK (b > 0)"],
  ["that is last and below a comment with a comma", "-- one, two\n b INT"],
])("routeOf() rebuilds to drop a column %s", async (_, gone) => {
  assert.equal((await route(`a INTEGER, ${gone}`, "a INTEGER")).kind, "rebuild");
});

Deno.test("routeOf() writes a table's CHECK into the added column", async () => {
  const found = await route("a INT", "a INT, b INT, CONSTRAINT c CHECK (a < b) ON CONFLICT ABORT");
  assert.equal(found.kind, "in-place");
  assert.deepEqual(found.adds.map((add) => add.definition), ["b INT CONSTRAINT c CHECK (a < b)"]);
});

Deno.test("routeOf() chooses a rebuild if rows would have to pass a CHECK with the default before they are filled", async () => {
  const [before, after] = ["a INT", "a INT, b INT NOT NULL DEFAULT 0 CHECK (b > 0)"];
  assert.equal((await route(before, after)).kind, "in-place");
  assert.equal((await route(before, after, new Map([["b", "1"]]))).kind, "rebuild");
});

Deno.test("routeOf() chooses a rebuild if added and dropped columns would exceed the limit together", async () => {
  const list = (letter: string, length: number) =>
    Array.from({ length }, (_, index) => `${letter}${index} INT`).join();
  assert.equal((await route(list("a", 1000), `a0 INT, ${list("b", 1000)}`)).kind, "in-place");
  assert.equal((await route(list("a", 1000), `a0 INT, ${list("b", 1001)}`)).kind, "rebuild");
});
