import assert from "node:assert/strict";
import { ADDRESSED_DOCUMENTS, withAddress } from "../../scripts/address.ts";
import { SESSIONS } from "../../scripts/transcript/sessions.ts";
import { testSession } from "./test_session.ts";

for (const session of SESSIONS) {
  // npm_test.ts runs that of npm, since it has the package.
  if (session.name !== "npm") testSession(session, () => Promise.reject(new Error("No package")));
}

Deno.test("the documents have the URL of the repository once it is known", async () => {
  const repository = "https://example.com/ada/penumbra";
  for (const document of ADDRESSED_DOCUMENTS) {
    const text = await Deno.readTextFile(new URL(`../../${document}`, import.meta.url));
    assert.equal(text, withAddress(text), `Run deno task transcript: ${document}`);
    assert.doesNotMatch(withAddress(text, repository), /<(?:release|repository)>/);
  }
});
