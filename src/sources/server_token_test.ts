import assert from "node:assert/strict";
import { inFolder } from "../../tests/support/folders.ts";
import { tokenFor, type TokenRequest } from "./server_token.ts";

/**
 * The result of asking for a token in an environment: the token, `none`, or the code of the
 * failure.
 */
async function asked(
  url: string,
  request: TokenRequest = {},
  env: Readonly<Record<string, string>> = { PENUMBRA_AUTH_TOKEN: "secret" },
): Promise<string> {
  for (const [name, value] of Object.entries(env)) Deno.env.set(name, value);
  try {
    const token = await tokenFor(url, request);
    return token.ok ? token.value ?? "none" : token.diagnostics[0]!.code;
  } finally {
    for (const name of Object.keys(env)) Deno.env.delete(name);
  }
}

Deno.test("tokenFor() sends a token to a server named on the command line", async () => {
  assert.equal(await asked("libsql://a.example"), "secret");
  assert.equal(await asked("libsql://a.example", { authToken: "own" }), "own");
  assert.equal(await asked("https://a.example?authToken=url"), "url");
  assert.equal(await asked("libsql://a.example", {}, {}), "none");
});

Deno.test("tokenFor() sends no token over a connection that others could read", async () => {
  for (
    const url of [
      "http://a.example",
      "ws://a.example:8080",
      "libsql://a.example?tls=0",
      "libsql://a.example:80?tls=1&tls=0",
      "libsql://a.example:80?tls=1&%74ls=%30",
      "http://127.0.0.1.evil.example",
      "http://localhost.evil.example",
      "http://a.example?authToken=url",
    ]
  ) {
    assert.equal(await asked(url), "database/not-encrypted", url);
    const isOwn = await asked(url, { authToken: "own" });
    assert.equal(isOwn, "database/not-encrypted", url);
  }
  assert.equal(await asked("http://a.example", {}, {}), "none");
  for (const url of ["http://127.0.0.1:8080", "http://localhost", "ws://[::1]:80"]) {
    assert.equal(await asked(url), "secret", url);
  }
});

Deno.test("tokenFor() respects the hosts that the token is bound to", async () => {
  const env = {
    PENUMBRA_AUTH_TOKEN: "secret",
    PENUMBRA_AUTH_TOKEN_FOR: "a.example, b.example:8080",
  };
  const configured = { project: "." };
  assert.equal(await asked("libsql://a.example", { configured }, env), "secret");
  assert.equal(await asked("https://b.example:8080", {}, env), "secret");
  assert.equal(await asked("https://b.example", {}, env), "database/token-for-another");
  assert.equal(await asked("libsql://c.example", {}, env), "database/token-for-another");
});

Deno.test("tokenFor() asks once before sending the token to a server from the configuration", async () => {
  await inFolder({ ".git/": "", "other/.git/": "" }, async (project) => {
    const url = "libsql://a.example";
    const hosts: string[] = [];
    const confirm = (answer: boolean) => (host: string) => {
      hosts.push(host);
      return Promise.resolve(answer);
    };
    assert.equal(await asked(url, { configured: { project } }), "database/token-unbound");
    const refused = { configured: { project, confirm: confirm(false) } };
    assert.equal(await asked(url, refused), "database/token-unbound");
    assert.equal(await asked(url, { configured: { project, confirm: confirm(true) } }), "secret");
    assert.equal(await asked(url, { configured: { project } }), "secret");
    assert.deepEqual(hosts, ["a.example", "a.example"]);
    const another = await asked("libsql://b.example", { configured: { project } });
    assert.equal(another, "database/token-unbound");
    const elsewhere = await asked(url, { configured: { project: `${project}/other` } });
    assert.equal(elsewhere, "database/token-unbound");
    assert.equal(await asked(url, { authToken: "own", configured: { project } }), "own");
    const given = { authToken: "own", configured: { project } };
    assert.equal(await asked("libsql://b.example", given), "database/token-unbound");
    assert.equal(await asked("libsql://b.example?authToken=b", { configured: { project } }), "b");
  });
});
