import assert from "node:assert/strict";
import { readConfigValues } from "../src/cli/config/config_values.ts";
import { assertKept } from "../tests/support/kept_file.ts";
import { configurationPage, layoutsPage, SAMPLE } from "./reference_pages.ts";

Deno.test("CONFIGURATION.md is generated from the keys, and its sample is valid", async () => {
  await assertKept("src/cli/CONFIGURATION.md", await configurationPage());
  const read = await readConfigValues({ name: "penumbra.json", text: SAMPLE });
  assert.deepEqual(read.diagnostics, []);
});

Deno.test("LAYOUTS.md is generated from the layouts and the runners", async () => {
  await assertKept("src/migrations/LAYOUTS.md", await layoutsPage());
});
