import assert from "node:assert/strict";
import { sqlIn, written } from "../../../tests/support/layout_folder.ts";
import { SECTIONS } from "./sections.ts";

Deno.test("sections are told apart by any pair of comments that differ in the direction alone", async () => {
  assert.deepEqual(
    await sqlIn(SECTIONS, {
      "1_a.sql": "-- Up Migration\nA;\n-- Down Migration\nB;",
      "2_b.sql": "/* == UP == */\nC;\n/* == DOWN == */\nD;",
      "3_c.sql": "-- clean up\nE;\n-- shut down\nF;",
      "4_d.sql": "-- Down\nG;\n-- Up\nH;",
    }),
    [
      "-- Up Migration\nA;",
      "/* == UP == */\nC;",
      "-- clean up\nE;\n-- shut down\nF;",
      "-- Down\nG;\n-- Up\nH;",
    ],
  );
});

Deno.test("sections continue with the comments of the last file", async () => {
  const texts = {
    "1_a.sql": "-- Up\nA;\n-- Down\nB;",
    "2_b.sql": "--UP--\nA;\n--DOWN--\nB;",
    "3_c.sql": "A;",
  };
  assert.deepEqual(await written(SECTIONS, texts, { sql: "C;\n", downSql: "D;\n" }), {
    "4_add_bio.sql": "--UP--\nC;\n\n--DOWN--\nD;\n",
  });
});
