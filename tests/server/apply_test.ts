import assert from "node:assert/strict";
import { createClient } from "npm:@libsql/client@0.18.0/web";
import { libsql } from "../../src/runner/mod.ts";
import { assertRan, inProject } from "../end_to_end/project.ts";
import { PROMISES } from "../runner/scenario.ts";
import { type Server, startServer } from "./sqld.ts";

/** The server program, downloaded by `deno task server`. */
const PROGRAM = Deno.env.get("PENUMBRA_TEST_SQLD");

const onServer = (name: string, test: (server: Server) => Promise<void>) =>
  Deno.test({
    name: `${name} (only under deno task server)`,
    ignore: PROGRAM === undefined,
    fn: async () => {
      await using server = await startServer(PROGRAM!);
      await test(server);
    },
  });

for (const scheme of ["http", "ws"]) {
  for (const [promise, hold] of Object.entries(PROMISES)) {
    onServer(`the runner with a libSQL server over ${scheme}: ${promise}`, async (server) => {
      const client = createClient({ url: `${scheme}://${server.host}`, authToken: server.token });
      await hold({ driver: libsql(client), close: () => {} });
      client.close();
    });
  }
}

onServer("penumbra apply and status work on a libSQL server", async ({ host, token }) => {
  const files = {
    "migrations/0001_users.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);\n",
    "migrations/0002_rows.sql": "INSERT INTO users VALUES (1, 'a'), (2, 'a');\n",
  };
  await inProject(files, async ({ run, write }) => {
    const env = { PENUMBRA_AUTH_TOKEN: token };
    const url = `http://${host}`;
    const failed = await run(`apply --db ${url}`, { env });
    assert.equal(failed.code, 3);
    assert.match(failed.stderr, /Cannot apply "0002_rows": statement 1 of 1: .*users\.name/);
    assert.equal((await run(`status --db ${url}`, { env })).code, 1);
    await write({ "migrations/0002_rows.sql": "INSERT INTO users VALUES (1, 'a'), (2, 'b');\n" });
    const applied = await run(`apply --db ${url}`, { env });
    assert.equal(applied.code, 0, applied.stderr);
    assertRan(await run(`status --db ${url}`, { env }), {
      stdout: `${url}: 2 applied, 0 pending\n`,
      stderr: `${url} is up to date\n`,
    });
  });
});
