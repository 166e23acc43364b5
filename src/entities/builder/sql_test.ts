import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";
import { openEngine } from "../../host/engines/engine.ts";
import { holds } from "../../../tests/support/property.ts";
import { strings } from "../../../tests/support/sql_texts.ts";
import { id, integer, text } from "./columns.ts";
import { entity } from "./entity.ts";
import { view } from "./objects.ts";
import { literalText, type Sql, sql, type SqlLiteral, sqlText } from "./sql.ts";

const written = (piece: Sql) => sqlText(piece, "as-written");

Deno.test("sql writes names as names and values as values", () => {
  const orders = entity("order", { id: id(), userId: integer(), "strange name": text() });
  const open = view("open orders", sql`SELECT 1`);
  const { columns } = orders;
  assert.equal(
    written(sql`SELECT ${columns.userId}, ${columns["strange name"]} FROM ${orders}, ${open}`),
    'SELECT userId, "strange name" FROM "order", "open orders"',
  );
  assert.equal(
    written(sql`${orders}.${columns.id} IN ${[1, 2n]} OR name = ${"it's"} OR ok = ${true}`),
    `"order".id IN (1, 2) OR name = 'it''s' OR ok = 1`,
  );
  assert.equal(written(sql`a ${sql`> ${5}`} ${sql.raw("-- as it is")}`), "a > 5 -- as it is\n");
  assert.equal(written(sql`${sql.identifier('a "b"')} IS ${null}`), '"a ""b""" IS NULL');
  assert.equal(sqlText(sql` ${columns.userId} `, "snake_case"), "user_id");
});

Deno.test("literalText() writes what the engine reads back, whatever the value", async () => {
  const engine = await openEngine();
  const readBack = (value: SqlLiteral) => engine.query(`SELECT ${literalText(value)}`)[0]![0];
  holds(
    fc.oneof(
      fc.string().filter((it) => !it.includes("\0")),
      strings,
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((it) => it + 0),
    ),
    (value) => assert.equal(readBack(value), value),
  );
  holds(
    fc.uint8Array({ maxLength: 9 }),
    (value) => assert.deepEqual([...readBack(value) as Uint8Array], [...value]),
  );
  assert.equal(readBack(null), null);
  assert.equal(readBack(false), 0);
  engine.close();
});

Deno.test("literalText() refuses what SQL cannot express", () => {
  assert.throws(() => literalText(Infinity), /SQL has no such value/);
  assert.throws(() => literalText(NaN), /SQL has no such value/);
  assert.throws(() => literalText({} as never), /SQL has no such value/);
});
