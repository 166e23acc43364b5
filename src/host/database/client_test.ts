import assert from "node:assert/strict";
import { queryServer } from "./client.ts";

async function refusal(
  address: string,
  { authToken, limitMs = 30_000 }: { authToken?: string | undefined; limitMs?: number } = {},
) {
  const answer = await queryServer(address, ["SELECT 1"], { authToken, limitMs });
  assert(!answer.ok);
  assert.equal(answer.reason, "unfinished");
  return answer.diagnostics[0]!;
}

/** The refusal by an HTTP server that answers every request like this; closed after the test. */
async function refusalOf(status: number, body: string, authToken?: string) {
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    () => new Response(body, { status }),
  );
  return await refusal(`http://127.0.0.1:${server.addr.port}/db`, { authToken });
}

Deno.test("queryServer() reports an unreachable server", async () => {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = listener.addr;
  listener.close();
  for (const scheme of ["http", "ws"]) {
    const { code, message } = await refusal(`${scheme}://127.0.0.1:${port}`);
    assert.equal(code, "database/no-connection");
    assert(message.startsWith(`Cannot reach the database at ${scheme}://127.0.0.1:${port}: `));
  }
});

Deno.test({
  name: "queryServer() does not wait forever",
  // The library's request ends later, with the socket.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
    const { code, message } = await refusal(`http://127.0.0.1:${listener.addr.port}`, {
      limitMs: 300,
    });
    assert.equal(code, "database/time-limit");
    assert.match(message, /no answer in 0\.3 s$/);
  },
});

Deno.test("queryServer() tells a missing token from a wrong one, and repeats neither", async () => {
  assert.match((await refusalOf(401, "who are you?")).message, /the server requires a token$/);
  const wrong = await refusalOf(403, "no token sesame here", "sesame");
  assert.match(wrong.message, /the server rejected the token$/);
  assert.equal(JSON.stringify(wrong).includes("sesame"), false);
});

Deno.test("queryServer() reports a missing database, and a server of another kind", async () => {
  assert.equal((await refusalOf(404, "nothing")).code, "database/not-found");
  assert.equal((await refusalOf(200, "<html>")).code, "database/no-connection");
  assert.equal((await refusalOf(500, "out of order")).code, "database/no-connection");
});
