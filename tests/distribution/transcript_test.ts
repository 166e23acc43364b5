import assert from "node:assert/strict";
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
