/**
 * `deno task transcript`: runs the sessions that the documents show, and writes what was printed
 * between their marks; also writes the URL of the repository, once it is known. Tests run
 * each session again and compare.
 */
import { ADDRESSED_DOCUMENTS, withAddress } from "./address.ts";
import { packForNpm } from "./npm.ts";
import { readOptions } from "./options.ts";
import { runSession } from "./transcript/run_session.ts";
import { SESSIONS } from "./transcript/sessions.ts";

const ROOT = new URL("../", import.meta.url);

/** The document with the text of a session between its marks. Throws if the marks are not there. */
export function withTranscript(document: string, name: string, text: string): string {
  const [start, end] = [`<!-- transcript: ${name} -->\n`, "<!-- end of transcript -->"];
  const [before, after, ...others] = document.split(start);
  const rest = after?.slice(after.indexOf(end));
  if (before === undefined || !rest?.startsWith(end) || others.length > 0) {
    throw new Error(`Cannot find the place of the transcript: ${start.trim()}`);
  }
  return `${before}${start}\n\`\`\`console\n${text}\`\`\`\n\n${rest}`;
}

if (import.meta.main) {
  readOptions("transcript", {});
  for (const document of ADDRESSED_DOCUMENTS) await rewrite(document, withAddress);
  const folder = await Deno.makeTempDir();
  try {
    for (const session of SESSIONS) {
      const { text, cpuMs } = await runSession(session, () => packForNpm({ folder }));
      console.log(`${session.name}: ${(cpuMs / 1000).toFixed(1)} s of CPU`);
      await rewrite(session.document, (document) => withTranscript(document, session.name, text));
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function rewrite(document: string, change: (text: string) => string): Promise<void> {
  const file = new URL(document, ROOT);
  await Deno.writeTextFile(file, change(await Deno.readTextFile(file)));
}
