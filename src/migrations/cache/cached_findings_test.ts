import assert from "node:assert/strict";
import {
  findJudgements,
  isJudged,
  isSettled,
  type StoredJudgements,
  withJudged,
  withJudgements,
  withSettled,
} from "./cached_findings.ts";

Deno.test("isSettled() compares history, desired schema, branches and options", () => {
  const situation = { folderDigest: "f", desiredKey: "d", heads: "h", optionsKey: "o" };
  const settled = withSettled([], situation);
  assert.equal(isSettled({ settled }, situation), true);
  for (const part of Object.keys(situation)) {
    assert.equal(isSettled({ settled }, { ...situation, [part]: "x" }), false, part);
  }
});

Deno.test("withSettled() keeps each situation once, the latest first, and drops the oldest", () => {
  const situation = (index: number) => ({
    folderDigest: `${index}`,
    desiredKey: "d",
    heads: "h",
    optionsKey: "o",
  });
  let settled: readonly string[] = [];
  for (let index = 0; index < 40; index++) settled = withSettled(settled, situation(index));
  settled = withSettled(settled, situation(30));
  assert.equal(settled.length, 16);
  assert.deepEqual(settled.slice(0, 3), ["30 d h o", "39 d h o", "38 d h o"]);
  assert.equal(settled.at(-1), "24 d h o");
});

Deno.test("isJudged() requires the same history and runners, judged from there on or earlier", () => {
  const key = "k";
  const judged = withJudged([], { key, from: 2, runners: "sqlx" });
  assert.equal(isJudged(judged, { key, from: 2, runners: "sqlx" }), true);
  assert.equal(isJudged(judged, { key, from: 3, runners: "sqlx" }), true);
  assert.equal(isJudged(judged, { key, from: 1, runners: "sqlx" }), false);
  assert.equal(isJudged(judged, { key, from: 2, runners: "shell" }), false);
  assert.equal(isJudged(judged, { key: "other", from: 2, runners: "sqlx" }), false);
  assert.deepEqual(withJudged(judged, { key, from: 0, runners: "sqlx" }), [
    { key, from: 0, runners: "sqlx" },
  ]);
});

Deno.test("judgements are found for the same migrations and runners", () => {
  const of = (key: string, from: number) => ({ key, from, runners: "sqlx" });
  const all = ["a", "b", "c"].map((key) => ({ ...of(key, 1), judgements: [key] }));
  const stored = withJudgements(all, [], new Set());
  assert.equal(findJudgements(stored, of("b", 1)), all[1]);
  assert.equal(findJudgements(stored, of("d", 1)), undefined);
  assert.equal(findJudgements(stored, of("b", 0)), undefined);
  assert.equal(findJudgements(stored, { ...of("b", 1), runners: "shell" }), undefined);
  const again = { ...of("b", 1), judgements: [] };
  const keysOf = (list: readonly StoredJudgements[]) => list.map(({ key }) => key);
  assert.deepEqual(keysOf(withJudgements(stored, [again], new Set())), ["b", "a", "c"]);
});

Deno.test("all judgements of the history are kept, and the latest ones of others", () => {
  const named = (count: number, name: string) =>
    Array.from({ length: count }, (_, from): StoredJudgements => ({
      key: `${name}${from}`,
      from,
      runners: "sqlx",
      judgements: [],
    }));
  const [own, others] = [named(1_000, "own"), named(1_000, "other")];
  const stored = withJudgements(others, own, new Set(own.map(({ key }) => key)));
  assert.deepEqual(stored.slice(0, 1_000), own);
  assert.deepEqual(stored.slice(1_000), others.slice(0, 32));
});
