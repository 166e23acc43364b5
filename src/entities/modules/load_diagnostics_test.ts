import assert from "node:assert/strict";
import { thrownDiagnostic } from "./load_diagnostics.ts";

/** The place and the hint of the diagnostic for a missing import. */
function missing(name: string, text: string) {
  const url = "file:///a.ts";
  const error = { name: "Error", message: "", places: [], missingImport: { name, url } };
  const texts = new Map([[url, { name: "a.ts", text }]]);
  const { span, hint } = thrownDiagnostic(error, { texts, url });
  return [span && text.slice(span.startOffset, span.endOffset), hint];
}

Deno.test("thrownDiagnostic() marks the import, not other uses of its name", () => {
  assert.deepEqual(missing("a.b", '// "a.b"\nimport x from "a.b";\n')[0], '"a.b"');
  assert.deepEqual(missing("@a/b", "const x = require('@a/b/c')")[0], "'@a/b/c'");
  const types = "import type { A } from 'a';\n";
  assert.deepEqual(missing("a", `${types}import { b } from "a";`)[0], '"a"');
  assert.deepEqual(missing("a", types)[0], "'a'");
  assert.deepEqual(missing("gone", "const name = 1;")[0], "c");
});

Deno.test("thrownDiagnostic() says how to make an import work", () => {
  assert.deepEqual(missing("./a", 'import "./a";')[1], "Correct the path");
  assert.match(missing("#a", 'import "#a";')[1]!, /^Add "#a" to "imports"/);
  assert.equal(
    missing("@a/b", 'import "@a/b";')[1],
    'Install the packages of the project, or map "@a/b" in its tsconfig.json',
  );
  assert.equal(
    missing("@/env", 'import "drizzle-orm";\nimport "@/env";')[1],
    'Map "@/*" under "paths" in the tsconfig.json of its folder. Or: Take the schema from ' +
      '--schema "command:npx drizzle-kit export"',
  );
});
