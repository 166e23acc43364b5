/** A program of its own: prints the DDL of the paths it is given, or what is said against them. */
import { loadEntities } from "../../src/entities/modules/load_entities.ts";

const parsed = await loadEntities(Deno.args, { limitMs: 3_000 });
console.log(
  parsed.ok
    ? parsed.value.text
    : parsed.diagnostics.map((it) => `${it.code}: ${it.message}`).join("\n"),
);
// A module that loops leaves a thread behind that nothing ends.
Deno.exit(0);
