import assert from "node:assert/strict";

/**
 * Asserts that a file of the repository, given by its path from the root, contains this text. `deno
 * task golden` writes it instead; review that diff as code.
 */
export async function assertKept(path: string, text: string): Promise<void> {
  const url = new URL(`../../${path}`, import.meta.url);
  const kept = await Deno.readTextFile(url).catch(() => undefined);
  if (!Deno.args.includes("--rewrite")) {
    assert.equal(text, kept, `${path} differs; deno task golden writes it`);
  } else if (text !== kept) {
    await Deno.mkdir(new URL(".", url), { recursive: true });
    await Deno.writeTextFile(url, text);
    console.log(`${kept === undefined ? "made" : "changed"} ${path}`);
  }
}
