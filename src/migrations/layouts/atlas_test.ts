import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { idsIn, saidOf, type Texts, written } from "../../../tests/support/layout_folder.ts";
import { ATLAS } from "./atlas.ts";

const CHECKPOINT = "-- made by hand\n-- atlas:checkpoint\n\nA;\n";

Deno.test("atlas runs files in the order of their names, from the last checkpoint on", async () => {
  const texts = { "1a_x.sql": "A;", "10_b.sql": "A;", "1.sql": "A;", "v2_c.sql": "A;" };
  assert.deepEqual(await idsIn(ATLAS, texts), ["1", "10_b", "1a_x", "v2_c"]);
  const later = { ...texts, "10_b.sql": CHECKPOINT, "3.sql": "A;\n-- atlas:checkpoint\n\n" };
  assert.deepEqual(await idsIn(ATLAS, later), ["10_b", "1a_x", "3", "v2_c"]);
});

Deno.test("atlas.sum is written again, as whoever hashes all of it at once would", async () => {
  const before = { "1_a.sql": "größe;\r\n", "2_b.sql": "-- atlas:sum ignore\n" };
  const files = await written(ATLAS, withSum(before), { sql: "A;\n" });
  assert.deepEqual(Object.keys(files), ["3_add_bio.sql", "atlas.sum"]);
  assert.equal(files["atlas.sum"], sumOf({ ...before, "3_add_bio.sql": "A;\n" }));
  assert.deepEqual(Object.keys(await written(ATLAS, {})), [
    "20261122140000_add_bio.sql",
    "atlas.sum",
  ]);
});

Deno.test("atlas.sum is held against the files, and the first that differs is named", async () => {
  const texts = withSum({ "1_a.sql": "A;", "2_b.sql": "B;", "3_c.sql": "C;" });
  assert.deepEqual(await saidOf(ATLAS, texts), []);
  const sum = texts["atlas.sum"]!;
  const { "2_b.sql": _, ...without } = texts;
  const cases: readonly [Texts, string][] = [
    [{ ...texts, "2_b.sql": "B; " }, "2_b.sql"],
    [without, "2_b.sql"],
    [{ ...texts, "2x_c.sql": "" }, "2x_c.sql"],
    [{ ...texts, "4_d.sql": "" }, "4_d.sql"],
    [{ ...texts, "atlas.sum": `h1:x${sum.slice(4)}` }, "atlas.sum"],
    [{ ...texts, "atlas.sum": "<<<<<<< HEAD\n" }, "1_a.sql"],
    [{ ...texts, "atlas.sum": sum.replaceAll("\n", "\r\n") }, ""],
  ];
  for (const [changed, name] of cases) {
    assert.deepEqual(
      await saidOf(ATLAS, changed),
      name === "" ? [] : [
        'migrations/sum-mismatch: Cannot read migrations: "migrations/atlas.sum" does not know ' +
        `"${name}" as it is, and Atlas would refuse it`,
      ],
    );
  }
});

Deno.test("atlas says so where its own lexer would be needed", async () => {
  const text = "-- atlas:delimiter \\n\\n\\n\nA\n\n\nB\n";
  assert.deepEqual(await saidOf(ATLAS, { "1_a.sql": text, "2_b.sql": "-- atlas:nolint\nA;" }), [
    'migrations/own-language: Cannot read "migrations/1_a.sql": "-- atlas:delimiter" is a ' +
    "directive for Atlas's own lexer",
  ]);
});

function withSum(texts: Texts): Texts {
  return { ...texts, "atlas.sum": sumOf(texts) };
}

/** The sum by one hash that goes on from file to file. */
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
