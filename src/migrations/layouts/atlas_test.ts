import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { idsIn, saidOf, type Texts, written } from "../../../tests/support/layout_folder.ts";
import { ATLAS } from "./atlas.ts";

const CHECKPOINT = "-- made by hand\n-- atlas:checkpoint\n\nA;\n";

Deno.test("atlas runs files in name order, from the last checkpoint on", async () => {
  const texts = { "1a_x.sql": "A;", "10_b.sql": "A;", "1.sql": "A;", "v2_c.sql": "A;" };
  assert.deepEqual(await idsIn(ATLAS, texts), ["1", "10_b", "1a_x", "v2_c"]);
  const later = { ...texts, "10_b.sql": CHECKPOINT, "3.sql": "A;\n-- atlas:checkpoint\n\n" };
  assert.deepEqual(await idsIn(ATLAS, later), ["10_b", "1a_x", "3", "v2_c"]);
});

Deno.test("atlas.sum is updated to the same content as hashing everything at once", async () => {
  const before = { "1_a.sql": "größe;\r\n", "2_b.sql": "-- atlas:sum ignore\n" };
  const files = await written(ATLAS, withSum(before), { sql: "A;\n" });
  assert.deepEqual(Object.keys(files), ["3_add_bio.sql", "atlas.sum"]);
  assert.equal(files["atlas.sum"], sumOf({ ...before, "3_add_bio.sql": "A;\n" }));
  assert.deepEqual(Object.keys(await written(ATLAS, {})), [
    "20261122140000_add_bio.sql",
    "atlas.sum",
  ]);
});

Deno.test("atlas.sum is checked against the files, and the first mismatch is named", async () => {
  const texts = withSum({ "1_a.sql": "A;", "2_b.sql": "B;", "3_c.sql": "C;" });
  assert.deepEqual(await saidOf(ATLAS, texts), []);
  const sum = texts["atlas.sum"]!;
  const { "2_b.sql": _, ...without } = texts;
  const cases: readonly [Texts, string][] = [
    [{ ...texts, "2_b.sql": "B; " }, 'sum-mismatch: "2_b.sql" is not what SUM has the hash of'],
    [without, 'sum-mismatch: SUM lists "2_b.sql", which is not there'],
    [
      { ...texts, "2x_c.sql": "" },
      'not-last: SUM does not list "2x_c.sql", which is not the last: "3_c.sql" follows',
    ],
    [{ ...texts, "4_d.sql": "" }, 'sum-mismatch: SUM does not list "4_d.sql"'],
    [
      { ...texts, "atlas.sum": `h1:x${sum.slice(4)}` },
      "sum-mismatch: the first line of SUM is not the hash of its other lines",
    ],
    [{ ...texts, "atlas.sum": "" }, 'sum-mismatch: SUM does not list "1_a.sql"'],
  ];
  for (const [changed, said] of cases) {
    const [code, state] = said.replaceAll("SUM", '"migrations/atlas.sum"').split(/: (.*)/);
    assert.deepEqual(await saidOf(ATLAS, changed), [
      `migrations/${code}: Cannot read migrations: ${state}, so Atlas would refuse them`,
    ]);
  }
  const crlf = { ...texts, "atlas.sum": sum.replaceAll("\n", "\r\n") };
  assert.deepEqual(await saidOf(ATLAS, crlf), []);
});

Deno.test("atlas.sum with merge conflict markers is not checked against the files", async () => {
  const sum = "<<<<<<< HEAD\nh1:a=\n=======\nh1:b=\n>>>>>>> other\n1_a.sql h1:c=\n";
  assert.deepEqual(await saidOf(ATLAS, { "1_a.sql": "A;", "atlas.sum": sum }), [
    'migrations/sum-mismatch: Cannot read migrations: "migrations/atlas.sum" still has merge ' +
    "conflict markers",
  ]);
});

Deno.test("atlas warns if its own lexer would be needed", async () => {
  const text = "-- atlas:delimiter \\n\\n\\n\nA\n\n\nB\n";
  assert.deepEqual(await saidOf(ATLAS, { "1_a.sql": text, "2_b.sql": "-- atlas:nolint\nA;" }), [
    'migrations/own-language: Cannot read "migrations/1_a.sql": "-- atlas:delimiter" is a ' +
    "directive for Atlas's own lexer",
  ]);
});

function withSum(texts: Texts): Texts {
  return { ...texts, "atlas.sum": sumOf(texts) };
}

/** The sum computed with one cumulative hash. */
function sumOf(texts: Texts): string {
  const running = createHash("sha256");
  const head = createHash("sha256");
  let lines = "";
  for (const [name, text] of Object.entries(texts)) {
    running.update(name);
    if (text.includes("atlas:sum ignore")) continue;
    const hash = running.update(text).copy().digest("base64");
    head.update(name).update(hash);
    lines += `${name} h1:${hash}\n`;
  }
  return `h1:${head.digest("base64")}\n${lines}`;
}
