import assert from "node:assert/strict";
import { LAYOUTS } from "../layouts/list.ts";
import { RUNNERS } from "./list.ts";
import { isRunBy, namesOf, type RunnerQuestion, runnersOf } from "./runners_of.ts";

const names = (question: RunnerQuestion) => runnersOf(question).map(({ name }) => name);

Deno.test("runnersOf() knows the runners of a layout, and respects the project's choice", () => {
  assert.deepEqual(names({ layout: "d1" }), ["wrangler"]);
  assert.deepEqual(names({ layout: "plain" }), ["autocommit", "shell", "transaction"]);
  assert.deepEqual(names({ layout: "plain", runner: "sqlx" }), ["sqlx"]);
  assert.deepEqual(names({ layout: "up-down" }), [
    "autocommit",
    "maragudk-migrate",
    "shell",
    "transaction",
  ]);
  assert.deepEqual(names({ layout: "drizzle" }), ["drizzle-better-sqlite3", "drizzle-libsql"]);
  assert.deepEqual(names({ layout: "drizzle", target: "turso" }), ["drizzle-libsql"]);
  assert.deepEqual(names({ layout: "drizzle", target: "d1" }), ["drizzle-d1"]);
});

Deno.test("runnersOf() uses the project's foreign key setting if the runner leaves it open", () => {
  const states = (question: RunnerQuestion) =>
    runnersOf({ ...question, foreignKeys: "off" }).map(({ foreignKeys }) => foreignKeys);
  assert.deepEqual(states({ layout: "diesel" }), ["off"]);
  assert.deepEqual(states({ layout: "plain" }), ["off", "off", "off"]);
  assert.deepEqual(states({ layout: "d1" }), ["on"]);
  const question = { layout: "diesel", foreignKeys: "off" } as const;
  assert.equal(namesOf(runnersOf(question)), "diesel:off");
});

Deno.test("isRunBy() knows which layouts a library runs", () => {
  assert.equal(isRunBy("hiqlite", { layout: "plain" }), true);
  assert.equal(isRunBy("maragudk-migrate", { layout: "up-down" }), true);
  assert.equal(isRunBy("maragudk-migrate", { layout: "golang-migrate" }), false);
  assert.equal(isRunBy("rusqlite-migration", { layout: "sqlx" }), false);
  assert.equal(isRunBy("hiqlite", { layout: "plain", target: "d1" }), false);
});

Deno.test("every layout has a runner, and runners have unique names, in order", () => {
  for (const { name } of LAYOUTS) assert.notEqual(runnersOf({ layout: name }).length, 0, name);
  const all = RUNNERS.map(({ name }) => name);
  assert.deepEqual(all, [...new Set(all)].sort());
});

Deno.test("a directive takes a file out of its runner's transaction", () => {
  const optsOut = (runner: string, text: string) =>
    RUNNERS.find(({ name }) => name === runner)!.optOut!.test(text);
  assert.equal(optsOut("goose", "-- +goose NO TRANSACTION\n-- +goose Up\n"), true);
  assert.equal(optsOut("goose", "-- +goose Up\nSELECT 'NO TRANSACTION';"), false);
  assert.equal(optsOut("dbmate", "-- migrate:up transaction:false\n"), true);
  assert.equal(optsOut("dbmate", "-- migrate:up\n"), false);
  assert.equal(optsOut("flyway", "PRAGMA foreign_keys=OFF;\n"), true);
  assert.equal(optsOut("atlas", "-- atlas:txmode none\n"), true);
});
