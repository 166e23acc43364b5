import assert from "node:assert/strict";
import { assertKept } from "../../../tests/support/kept_file.ts";
import { CONFIG_KEYS } from "./config_keys.ts";
import { configSchema } from "./config_schema.ts";

Deno.test("penumbra.schema.json is derived from the keys used for validation", async () => {
  const schema = await configSchema();
  assert.deepEqual(Object.keys(schema["properties"] as object), Object.keys(CONFIG_KEYS));
  await assertKept("src/cli/penumbra.schema.json", `${JSON.stringify(schema, undefined, 2)}\n`);
});
