import assert from "node:assert/strict";
import { ADDRESSED_DOCUMENTS, withAddress } from "../../scripts/address.ts";
import { NEEDS, transcript, withTranscript } from "../../scripts/transcript.ts";
import { isThere } from "./is_there.ts";

const README = await Deno.readTextFile(new URL("../../README.md", import.meta.url));

const MISSING = Deno.build.os === "linux" ? NEEDS.find((it) => !isThere(it)) : "Linux";
const NAME = "the session in README.md is what the program prints: deno task transcript writes it";

Deno.test({
  name: MISSING === undefined ? NAME : `${NAME} (skipped: there is no ${MISSING})`,
  ignore: MISSING !== undefined,
  async fn() {
    assert.equal(README, withTranscript(README, await transcript()));
  },
});

Deno.test("the documents have the address of the project where one is known", async () => {
  const repository = "https://example.com/ada/penumbra";
  for (const document of ADDRESSED_DOCUMENTS) {
    const text = await Deno.readTextFile(new URL(`../../${document}`, import.meta.url));
    assert.equal(text, withAddress(text), `Run deno task transcript: ${document}`);
    assert.doesNotMatch(withAddress(text, repository), /<(?:release|repository)>/);
  }
});
