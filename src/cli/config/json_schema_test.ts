import assert from "node:assert/strict";
import { SETTINGS } from "../../commands/settings/project_settings.ts";
import { fits } from "./json_schema.ts";

const HASH = "0".repeat(64);

Deno.test("fits() tells values of the described form from others", () => {
  const { extensions, functions, baseline, placeholders } = SETTINGS;
  assert(fits([{ path: "a", sha256: [HASH, HASH] }], extensions.takes.schema));
  assert(!fits([{ path: "a", sha256: [] }], extensions.takes.schema));
  assert(!fits([{ path: "a", sha256: "0" }], extensions.takes.schema));
  assert(fits({ f: { arguments: 0 }, g: {} }, functions.takes.schema));
  assert(!fits({ f: { arguments: -1 } }, functions.takes.schema));
  assert(!fits({ f: { constructor: 1 } }, functions.takes.schema));
  assert(fits({ upTo: "1", schema: "a.sql" }, baseline.takes.schema));
  assert(!fits({ upTo: "1" }, baseline.takes.schema));
  assert(!fits({ upTo: "1", schema: " " }, baseline.takes.schema));
  assert(!fits(["a"], placeholders.takes.schema));
});
