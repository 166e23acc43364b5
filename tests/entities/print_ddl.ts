/** A separate program that prints the DDL of the given paths, or the diagnostics. */
import { loadEntities } from "../../src/entities/modules/load_entities.ts";

const parsed = await loadEntities(Deno.args, { limitMs: 3_000 });
console.log(
  parsed.ok
    ? parsed.value.text
    : parsed.diagnostics.map((it) => `${it.code}: ${it.message}`).join("\n"),
);
// A module that never finishes leaves a thread that nothing else ends.
Deno.exit(0);
