import assert from "node:assert/strict";
import { withTranscript } from "../../scripts/transcript.ts";
import { runSession } from "../../scripts/transcript/run_session.ts";
import type { Session } from "../../scripts/transcript/sessions.ts";
import { isThere } from "./is_there.ts";

const ROOT = new URL("../../", import.meta.url);

/**
 * Tests that a document shows the session's current output, and that it takes less than a minute;
 * skipped if a program that it needs is missing, or what `without` names.
 */
export function testSession(
  session: Session,
  npmPackage: () => Promise<string>,
  without?: string,
): void {
  const lacks = Deno.build.os === "linux" ? session.needs.find((it) => !isThere(it)) : "Linux";
  const missing = lacks ?? without;
  const name = `${session.document} shows what the ${session.name} session prints: ` +
    "deno task transcript writes it";
  Deno.test({
    name: missing === undefined ? name : `${name} (skipped: there is no ${missing})`,
    ignore: missing !== undefined,
    async fn() {
      const document = await Deno.readTextFile(new URL(session.document, ROOT));
      const { text, cpuMs } = await runSession(session, npmPackage);
      assert.equal(document, withTranscript(document, session.name, text));
      assert(cpuMs > 0 && cpuMs < 60_000, `It took ${cpuMs} ms of CPU`);
    },
  });
}
