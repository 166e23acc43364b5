import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { advise } from "../../lint/advice/advise.ts";
import { Permissions } from "../../lint/permissions.ts";
import { ADVICE_NAMES } from "../../lint/rule_names.ts";
import { explain } from "./explain.ts";

/** What the examples are about. */
const BEFORE = {
  name: "1.sql",
  text: `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT, active INT);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT);
    CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT);
    CREATE INDEX posts_title ON posts (title);`,
};

/** Pages whose example is no whole statement, or that have none. */
const OTHERS = ["constraint-in-type", "parent-missing", "type-over-lines"];

Deno.test("the example of each rule that gives advice leads to its advice, and to no other", async (t) => {
  for (const name of ADVICE_NAMES.filter((it) => !OTHERS.includes(it))) {
    await t.step(name, async () => {
      const lines = explain(`lint/${name}`)!.text.split("\n")
        .filter((line) => line.startsWith("    ") && !line.includes("-- penumbra:"));
      const text = lines.join("\n")
        // The page on missing keys creates the tables of its example anew.
        .replaceAll(/CREATE TABLE users \(/g, "CREATE TABLE people (")
        .replaceAll("REFERENCES users (email)", "REFERENCES people (email)");
      const sources = [BEFORE, { name: "2.sql", text }];
      const schema = await snapshotAfter(sources.map((it) => it.text).join("\n"));
      const levels = {
        "unnamed-constraint": name === "unnamed-constraint" ? "note" : "off",
      } as const;
      const found = advise({ sources, schema }, { permissions: new Permissions(), levels });
      assert.deepEqual([...new Set(found.map(({ code }) => code))], [`lint/${name}`], text);
    });
  }
});
