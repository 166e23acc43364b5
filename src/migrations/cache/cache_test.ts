import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";
import { hmacSha256, sha256 } from "../../base/hash.ts";
import { fingerprint } from "../../schema/facts.ts";
import { EMPTY_SNAPSHOT, type SchemaSnapshot, snapshotOf } from "../../schema/snapshot.ts";
import {
  type Cache,
  type CachedState,
  cachedStates,
  type CacheSigner,
  lookUp,
  lookUpDesired,
  stateAfter,
  statesToKeep,
} from "./cache.ts";
import { parseJudgements, withSettled } from "./cached_findings.ts";
import { type CacheContents, type InvalidCache, readCacheHead, writeCache } from "./cache_text.ts";
import { chainKeys, historyDigest } from "../chain.ts";
import type { Migration } from "../directory.ts";
import { parseMarks, textMarks } from "./text_marks.ts";

/** The whole cache in a text. */
async function readCache(text: string, signer: CacheSigner): Promise<Cache | InvalidCache> {
  const read = await readCacheHead(text, signer);
  return "whole" in read ? await read.whole() : read;
}

const parseHistory = ({ snapshots }: Cache): unknown => JSON.parse(snapshots.history);

const SIGNER = { penumbra: "0.1.0", secret: "5e".repeat(32) };

const FOLDER = { digest: "f0".repeat(32), layout: "plain" };

const SNAPSHOT: SchemaSnapshot = snapshotOf([
  {
    kind: "table",
    name: "users",
    columns: [{ name: "größe\r\n", type: "TEXT", default: '",\n"digest": "' }],
    constraints: [],
    strict: false,
    withoutRowid: false,
    randomRowid: false,
    sql: "CREATE TABLE users (\r\n  \"größe\" TEXT -- '😀'\n)",
  },
  { kind: "view", name: "all users", definition: "as select 1", sql: "CREATE VIEW …" },
]);

const EMPTY: Omit<CachedState, "digest"> = {
  key: "",
  count: 0,
  filled: [],
  snapshot: EMPTY_SNAPSHOT,
  rows: new Map(),
  order: [],
};

const MIGRATIONS: readonly Migration[] = ["0001_users", "0002_größe", "0003"].map((id) => ({
  id,
  version: id.slice(0, 4),
  name: id.slice(5),
  source: { name: `migrations/${id}.sql`, text: `-- ${id}\nSELECT 1;\n` },
}));

Deno.test("readCache() returns what writeCache() was given", async () => {
  const contents = await contentsFor(MIGRATIONS);
  const cache = await valid(await writeCache(contents));
  assert.deepEqual(cachedStates(cache), [contents.history, ...contents.others]);
  assert.equal(cache.engine, contents.engine);
  assert.deepEqual(cache.folder, contents.folder);
  assert.deepEqual(cache.settled, contents.settled);
  assert.deepEqual(lookUpDesired(cache, "desired"), SNAPSHOT);
  assert.equal(lookUpDesired(cache, "another"), undefined);
  assert.deepEqual(parseMarks(cache.marks), contents.marks);
  assert.deepEqual(parseJudgements(cache), contents.judgements);
});

Deno.test("objects in both schemas are stored once, and read as one object", async () => {
  const contents = await contentsFor(MIGRATIONS);
  const [view] = SNAPSHOT.views;
  const snapshot = { ...SNAPSHOT, views: [view!, { ...view!, name: "another" }] };
  const text = await writeCache({ ...contents, desired: { key: "desired", snapshot } });
  const cache = await valid(text);
  const digest = await historyDigest(MIGRATIONS);
  const found = await lookUp(cache, { migrations: MIGRATIONS, digest });
  const desired = lookUpDesired(cache, "desired");
  assert.deepEqual(desired, snapshot);
  assert(found.kind === "found");
  assert.equal(desired!.tables[0], found.state.snapshot.tables[0]);
  assert.equal(desired!.views[0], found.state.snapshot.views[0]);
  assert.equal(text.split(JSON.stringify(view)).length, 2);
});

Deno.test("a cache that was read is written again byte for byte, with any changes", async () => {
  const contents = await contentsFor(MIGRATIONS);
  const text = await writeCache(contents);
  const cache = await valid(text);
  const found = await lookUp(cache, { migrations: MIGRATIONS, digest: contents.history.digest });
  assert(found.kind === "found");
  const history = { ...contents.history, snapshot: found.state.snapshot };
  const desired = { key: "desired", snapshot: lookUpDesired(cache, "desired")! };
  assert.equal(await writeCache({ ...contents, history, desired }), text);

  const [table] = found.state.snapshot.tables;
  const changed = { ...found.state.snapshot, tables: [{ ...table!, strict: true }] };
  const again = await valid(
    await writeCache({ ...contents, history: { ...history, snapshot: changed }, desired }),
  );
  assert.deepEqual(parseHistory(again), changed);
  assert.deepEqual(lookUpDesired(again, "desired"), SNAPSHOT);
});

Deno.test("a cache without a desired schema returns undefined for it", async () => {
  const cache = await valid(await writeCache({ ...await contentsFor([]), desired: undefined }));
  assert.equal("desiredKey" in cache, false);
  assert.equal(lookUpDesired(cache, "null"), undefined);
});

Deno.test("writeCache() writes deterministic JSON with a line for each object", async () => {
  const contents = await contentsFor(MIGRATIONS);
  const text = await writeCache(contents);
  const { digest: _, headDigest: __, about: ___, ...json } = JSON.parse(text);
  const hashes = ({ digest, key, count, filled }: CachedState) => ({ digest, key, count, filled });
  assert.deepEqual(json, {
    format: 11,
    penumbra: SIGNER.penumbra,
    engine: "libsql 0.5.29",
    folder: FOLDER,
    history: hashes(contents.history),
    others: contents.others.map(hashes),
    desiredKey: "desired",
    settled: contents.settled,
    judged: contents.judged,
    historySnapshot: SNAPSHOT,
    desiredSnapshot: { without: {}, with: {} },
    otherSnapshots: [{ without: { tables: [0], views: [0] }, with: {} }],
    fingerprints: [await fingerprint(SNAPSHOT), await fingerprint(EMPTY_SNAPSHOT)],
    contents: [null, { rows: [], order: [] }],
    texts: contents.marks,
    judgements: contents.judgements,
  });
  assert.ok(text.split("\n").includes(JSON.stringify(SNAPSHOT.tables[0])));
  assert.equal(await writeCache(await contentsFor(MIGRATIONS)), text);
});

Deno.test("readCache() accepts line endings changed by git", async () => {
  const text = await writeCache(await contentsFor(MIGRATIONS));
  assert.deepEqual(await readCache(text.replaceAll("\n", "\r\n"), SIGNER), await valid(text));
});

Deno.test("readCache() says why a text is not a cache", async () => {
  const text = await writeCache(await contentsFor(MIGRATIONS));
  const half = text.slice(0, text.length / 2);
  const conflict = `<<<<<<< HEAD\n${half}\n=======\n${text}>>>>>>> branch\n`;
  const reasons: readonly (readonly [string, string])[] = [
    ["", "it is empty"],
    [half, "it is truncated"],
    [text.slice(0, 5), "it is truncated"],
    [text.slice(0, -1), "it was written with another key or edited"],
    [text.replace("TEXT", "BLOB"), "it was written with another key or edited"],
    [text.replace('"count":3', '"count":2'), "it was written with another key or edited"],
    [`${text}\n`, "it was written with another key or edited"],
    [conflict, "it contains merge markers"],
    [text.replace('"format": 11', '"format": 10'), "it has another format"],
    [`\ufeff${text}`, "it has another format"],
    ["{}", "it has another format"],
    [
      await writeCache({ ...await contentsFor([]), penumbra: "0.0.9" }),
      "it was written by penumbra 0.0.9",
    ],
  ];
  for (const [broken, reason] of reasons) {
    assert.deepEqual(await readCache(broken, SIGNER), { kind: "invalid", reason });
  }
});

Deno.test("readCache() rejects a cache without a signature or with that of another secret", async () => {
  const contents = await contentsFor(MIGRATIONS);
  const text = await writeCache(contents);
  const body = text.slice(0, text.lastIndexOf(',\n"digest": '));
  const forged = [
    await writeCache({ ...contents, secret: "00".repeat(32) }),
    `${body},\n"digest": "${await sha256(body)}"\n}\n`,
  ];
  const reason = "it was written with another key or edited";
  for (const it of forged) {
    assert.deepEqual(await readCache(it, SIGNER), { kind: "invalid", reason });
  }
  assert(!text.includes(SIGNER.secret));
});

Deno.test("readCache() rejects a truncated cache", async () => {
  const text = await writeCache(await contentsFor(MIGRATIONS));
  for (let length = 0; length < text.length; length++) {
    const answer = await readCache(text.slice(0, length), SIGNER);
    assert.equal(answer.kind, "invalid", `the first ${length} characters`);
  }
});

Deno.test("readCache() detects every change, or returns the same", async () => {
  const text = await writeCache(await contentsFor(MIGRATIONS));
  const cache = await valid(text);
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\r", "\n", '"', ",", "<<<<<<< HEAD\n", "=======\n", ',\n"digest": "'),
    fc.nat(text.length).map((start) => text.slice(start, start + 40)),
  );
  const edit = fc.tuple(fc.nat(text.length), fc.oneof(fc.nat(3), fc.nat(text.length)), piece);
  await holds(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
    let edited = text;
    for (const [start, removed, added] of edits) {
      edited = edited.slice(0, start) + added + edited.slice(start + removed);
    }
    const answer = await readCache(edited, SIGNER);
    if (answer.kind === "cache") assert.equal(edited.replaceAll("\r\n", "\n"), text);
    if (answer.kind === "cache") assert.deepEqual(answer, cache);
  });
});

Deno.test("a cache signed with our secret is rejected or used, but never makes us crash", async () => {
  const text = await writeCache(await contentsFor(MIGRATIONS));
  const signed = text.slice(0, text.lastIndexOf(',\n"digest": '));
  const body = signed.replace(/,\n"headDigest": ".*"/, "");
  const start = body.slice(0, body.indexOf('"penumbra"'));
  const anyBody = fc.oneof(
    fc.string().map((rest) => start + rest),
    fc.json().map((rest) => `${start}"history": ${rest},\n"settled": ${rest}`),
    fc.tuple(fc.nat(body.length), fc.nat(20), fc.string({ maxLength: 5 })).map((
      [at, removed, added],
    ) => body.slice(0, at) + added + body.slice(at + removed)),
    fc.json().map((json) =>
      body.replace(/(?<="historySnapshot": )[^]*(?=,\n"desired)/, () => json)
    ),
  );
  let used = 0;
  await holds(anyBody, async (forged) => {
    const answer = await readCache(await signedAgain(forged), SIGNER);
    if (answer.kind === "invalid") return;
    used++;
    await lookUp(answer, { migrations: MIGRATIONS, digest: await historyDigest(MIGRATIONS) });
    lookUpDesired(answer, "desired");
  });
  assert.ok(used > 10, "hardly any of them was read to the end");
});

/** A cache text without digests with both, as somebody writes it who has our secret. */
async function signedAgain(text: string): Promise<string> {
  const [head = "", ...rest] = text.split(/(?=,\n"historySnapshot": )/);
  const mark = ',\n"headDigest": ';
  const body = `${head}${mark}"${await hmacSha256(SIGNER.secret, mark + head)}"${rest.join("")}`;
  return `${body},\n"digest": "${await hmacSha256(SIGNER.secret, body)}"\n}\n`;
}

Deno.test("readCacheHead() accepts a start that we wrote, whatever follows, and whole() the rest", async () => {
  const text = await writeCache(await contentsFor(MIGRATIONS));
  const cache = await valid(text);
  const end = text.indexOf(',\n"historySnapshot": ');
  for (const rest of ["", "x", text.slice(end).replace("TEXT", "BLOB"), text.slice(end)]) {
    const read = await readCacheHead(text.slice(0, end) + rest, SIGNER);
    assert("head" in read);
    assert.deepEqual({ ...cache, ...read.head }, cache);
    assert.equal((await read.whole()).kind, rest === text.slice(end) ? "cache" : "invalid");
  }
});

Deno.test("readCacheHead() detects every change before its digest, and that of another part", async () => {
  const text = await writeCache(await contentsFor(MIGRATIONS));
  const end = text.indexOf(',\n"historySnapshot": ');
  for (let at = 0; at < end; at++) {
    const other = text[at] === "0" ? "1" : "0";
    const read = await readCacheHead(text.slice(0, at) + other + text.slice(at + 1), SIGNER);
    assert(!("head" in read), `character ${at}`);
  }
  const digests = [...text.matchAll(/igest": "(\w{64})"/g)].map(([, digest]) => digest!);
  for (const other of new Set(digests)) {
    const swapped = text.replace(/(?<="headDigest": ")\w+/, other);
    assert.equal("head" in await readCacheHead(swapped, SIGNER), swapped === text);
  }
  const [head, whole] = [text.slice(0, text.indexOf(',\n"headDigest"')), text.slice(end)];
  const short = `${head},\n"digest": "${/headDigest": "(\w+)/.exec(text)![1]}"\n}\n`;
  for (const forged of [short, head + whole, `${head},\n"headDigest": ""${whole}`]) {
    assert.equal((await readCacheHead(forged, SIGNER) as { kind: string }).kind, "invalid");
  }
});

Deno.test("lookUp() finds the history, its longest cached prefix, or neither", async () => {
  const stateOf = async (count: number): Promise<CachedState> => ({
    ...(await contentsFor(MIGRATIONS.slice(0, count))).history,
  });
  const cacheOf = async (history: CachedState, ...others: CachedState[]) =>
    await valid(await writeCache({ ...await contentsFor([]), history, others }));
  const found = async (cache: Cache, migrations: readonly Migration[]) =>
    await lookUp(cache, { migrations, digest: await historyDigest(migrations) });
  const [none, one, two] = [await stateOf(0), await stateOf(1), await stateOf(2)];
  const cache = await cacheOf(two);

  assert.deepEqual(await found(cache, MIGRATIONS.slice(0, 2)), { kind: "found", state: two });
  assert.deepEqual(await found(cache, MIGRATIONS), { kind: "found", state: two });
  const miss = { kind: "miss", reason: "it belongs to another history" };
  assert.deepEqual(await found(cache, MIGRATIONS.slice(0, 1)), miss);
  assert.deepEqual(await found(cache, MIGRATIONS.toReversed()), miss);
  assert.deepEqual(await found(cache, []), miss);
  const [first, second, third] = MIGRATIONS as [Migration, Migration, Migration];
  const edited = { ...first, source: { ...first.source, text: `${first.source.text} ` } };
  assert.deepEqual(await found(cache, [edited, second, third]), miss);

  const several = await cacheOf(two, none, one);
  assert.deepEqual(await found(several, MIGRATIONS), { kind: "found", state: two });
  assert.deepEqual(await found(several, [first, third]), { kind: "found", state: one });
  assert.deepEqual(await found(several, [first]), { kind: "found", state: one });
  assert.deepEqual(await found(several, [edited]), { kind: "found", state: none });
  const whole = { migrations: MIGRATIONS, digest: await historyDigest(MIGRATIONS) };
  assert.deepEqual(await stateAfter(several, whole, 1), one);
  assert.equal(await stateAfter(several, whole, 3), undefined);
  assert.equal(await stateAfter(several, { ...whole, migrations: [edited, second] }, 1), undefined);
});

Deno.test("statesToKeep() keeps each history once with its rows, and drops the last ones", () => {
  const state = (digest: string): CachedState => ({ ...EMPTY, digest, rows: undefined });
  const rows = new Map([["users", { columns: ["id"], hasRowid: false, rows: [["1"]] }]]);
  const list = [..."abcdefghij"].map(state);
  const kept = statesToKeep(state("b"), [{ ...state("c"), rows }, ...list, {
    ...state("b"),
    rows,
  }]);
  assert.deepEqual(kept.history, { ...state("b"), rows });
  assert.deepEqual(kept.others.map(({ digest }) => digest), [..."cadefgh"]);
  assert.deepEqual(kept.others[0], { ...state("c"), rows });
});

Deno.test("rows are stored unless they are too many", async () => {
  const contents = await contentsFor(MIGRATIONS);
  const withRows = async (length: number) => {
    const rows = new Map([["users", {
      columns: ["id"],
      hasRowid: false,
      rows: [["'" + "x".repeat(length)]],
    }]]);
    const cache = await valid(
      await writeCache({ ...contents, history: { ...contents.history, rows } }),
    );
    return { rows, read: cachedStates(cache)[0]?.rows };
  };
  const few = await withRows(10);
  assert.deepEqual(few.read, few.rows);
  assert.equal((await withRows(70_000)).read, undefined);
});

async function contentsFor(migrations: readonly Migration[]): Promise<CacheContents> {
  const digest = await historyDigest(migrations);
  const key = (await chainKeys(migrations)).at(-1) ?? "0".repeat(64);
  return {
    ...SIGNER,
    engine: "libsql 0.5.29",
    folder: FOLDER,
    history: { digest, key, count: migrations.length, filled: ["users"], snapshot: SNAPSHOT },
    others: [{ ...EMPTY, digest: "e0".repeat(32) }],
    desired: { key: "desired", snapshot: SNAPSHOT },
    settled: withSettled([], {
      folderDigest: digest,
      desiredKey: "desired",
      heads: "",
      optionsKey: "",
    }),
    judged: [{ key, from: 0, runners: "shell" }],
    marks: textMarks(migrations, []),
    judgements: [{ key, from: 0, runners: "shell", judgements: [{ effects: [], word: "ö" }] }],
  };
}

async function valid(text: string): Promise<Cache> {
  const answer = await readCache(text, SIGNER);
  assert.ok(answer.kind === "cache", JSON.stringify(answer));
  return answer;
}

/**
 * Checks a property; `PENUMBRA_SEED` and `PENUMBRA_RUNS` override the seed and the number of runs,
 * and a failure prints the seed.
 */
function holds<T>(generated: fc.Arbitrary<T>, check: (value: T) => Promise<void>): Promise<void> {
  const seed = Number(Deno.env.get("PENUMBRA_SEED") ?? 20261122);
  const numRuns = Number(Deno.env.get("PENUMBRA_RUNS") ?? 500);
  return fc.assert(fc.asyncProperty(generated, check), { seed, numRuns });
}
