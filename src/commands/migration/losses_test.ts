import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import type { Loss } from "../../diff/losses.ts";
import {
  judgeLosses,
  lossWarning,
  mayLoseAll,
  readAllowances,
  unusedAllowances,
} from "./losses.ts";

const BIO: Loss = { table: "users", column: "bio" };
const LOGS: Loss = { table: "logs" };
const SPACED: Loss = { table: "old logs" };

function allowances(allowed: readonly string[]) {
  const read = readAllowances(allowed);
  assert(read.ok);
  return read.value;
}

function judged(losses: readonly Loss[], ...allowed: readonly string[]) {
  return judgeLosses(losses, allowances(allowed));
}

Deno.test("judgeLosses() leaves losses open that are not allowed", () => {
  assert.deepEqual(judged([BIO, LOGS]), { open: [BIO, LOGS], permissions: [] });
  assert.deepEqual(judged([BIO], "data-loss:users.name", "data-loss:logs"), {
    open: [BIO],
    permissions: [],
  });
  assert.deepEqual(judged([], "data-loss"), { open: [], permissions: [] });
});

Deno.test("judgeLosses() permits in the file exactly what was allowed", () => {
  assert.deepEqual(judged([BIO, LOGS], "data-loss"), { open: [], permissions: ["data-loss"] });
  assert.deepEqual(judged([BIO, LOGS], "data-loss:Users.BIO"), {
    open: [LOGS],
    permissions: ["data-loss:users.bio"],
  });
  assert.deepEqual(judged([BIO, LOGS], "data-loss:users", "data-loss:logs"), {
    open: [],
    permissions: ["data-loss:users.bio", "data-loss:logs"],
  });
});

Deno.test("judgeLosses() quotes names in a permission, and permits no more if that is impossible", () => {
  assert.deepEqual(judged([SPACED, BIO], "data-loss:old logs"), {
    open: [BIO],
    permissions: ['data-loss:"old logs"'],
  });
  const broken: Loss = { table: "old\nlogs" };
  const allowed = ["data-loss:old\nlogs"];
  assert.deepEqual(judged([broken], ...allowed), { open: [], permissions: ["data-loss"] });
  assert.deepEqual(judged([broken, BIO], ...allowed), { open: [broken, BIO], permissions: [] });
});

Deno.test("mayLoseAll() requires a permission for all, or one for each table", async () => {
  const both = await snapshotAfter("CREATE TABLE users (id); CREATE TABLE logs (id);");
  const allows = (snapshot: typeof both, ...allowed: readonly string[]) => {
    const allowances = readAllowances(allowed);
    return mayLoseAll(snapshot, allowances.ok ? allowances.value : []);
  };
  assert.equal(allows(both), false);
  assert.equal(allows(both, "data-loss:users", "data-loss:logs.id"), false);
  assert.equal(allows(both, "data-loss:users", "data-loss:LOGS"), true);
  assert.equal(allows(both, "data-loss"), true);
  const view = await snapshotAfter("CREATE VIEW v AS SELECT 1;");
  assert.equal(allows(view, "data-loss:v"), false);
});

Deno.test("readAllowances() fails for an invalid permission", () => {
  const read = readAllowances(["data-loss", "data-loss:"]);
  assert.equal(read.diagnostics[0]?.code, "cli/bad-allow");
});

Deno.test("lossWarning() names a table or a column", () => {
  assert.match(lossWarning(LOGS).message, /drops table "logs" and its data$/);
  assert.match(lossWarning(BIO).message, /drops column "bio" of "users" and its data$/);
});

Deno.test("unusedAllowances() reports a permission for an object that is not lost", () => {
  const told = (...allowed: readonly string[]) =>
    unusedAllowances([BIO], allowances(allowed)).map(({ message }) => message);
  assert.deepEqual(told("data-loss", "data-loss:users", "data-loss:Users.BIO"), []);
  assert.deepEqual(told("data-loss:users.name", "data-loss:logs"), [
    'Nothing to allow for "users.name": the migration loses no such data',
    'Nothing to allow for "logs": the migration loses no such data',
  ]);
});
