import assert from "node:assert/strict";

const PAGE = new URL("../../.github/SECURITY.md", import.meta.url);

Deno.test("each guarantee of SECURITY.md names an existing test", async () => {
  const page = await Deno.readTextFile(PAGE);
  const named = [...page.matchAll(/\]\(([^)]+_test\.ts)\) "([^"]+)"/g)];
  for (const [, path, name] of named) {
    const text = await Deno.readTextFile(new URL(path!, PAGE));
    assert(text.includes(name!), `${path} has no test called ${name}`);
  }
  const promises = page.split("## ").filter((it) => /^What (?:SQL|files)/.test(it))
    .flatMap((section) => section.split(/^- /m).slice(1));
  assert(promises.length > 10);
  assert.deepEqual(promises.filter((promise) => !/_test\.ts\) "/.test(promise)), []);
});
