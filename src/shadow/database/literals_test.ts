import assert from "node:assert/strict";
import { literalOf, readable } from "./literals.ts";
import { ShadowDatabase } from "./shadow_database.ts";

Deno.test("literalOf() writes what `readable` has read, alike on both engines", async () => {
  const literals = [
    ...["NULL", "7", "-9223372036854775807", "1.5", "9e999", "-9e999", "X'00FF'", "''", "'Inf'"],
    ...["'it''s'", "CAST(x'ff' AS TEXT)", "CAST(x'610062' AS TEXT)"],
  ];
  for (const engine of ["libsql", "sqlite"] as const) {
    await using shadow = await ShadowDatabase.open({ engine });
    const read = (literal: string) =>
      literalOf(shadow.query(`SELECT ${readable(literal)}`)[0]![0]!);
    assert.deepEqual(literals.map(read), literals);
    for (const literal of literals) {
      assert.deepEqual(shadow.query(`SELECT ${read(literal)} IS ${literal}`), [[1]], literal);
    }
  }
});
