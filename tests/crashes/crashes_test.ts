/**
 * Kills a few processes while they apply migrations; `deno task simulate --apply` kills thousands.
 */
import assert from "node:assert/strict";
import { PACKAGES } from "./databases.ts";
import { tryCrashes } from "./trial.ts";

for (const name of PACKAGES) {
  Deno.test(`nothing is lost or done twice where processes are killed, with ${name}`, async () => {
    const seen = await tryCrashes(20_261_122, { name, crashes: 6 });
    assert(seen.crashes > 0);
  });
}
