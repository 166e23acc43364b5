import assert from "node:assert/strict";
import { createClient } from "npm:@libsql/client@0.18.0/web";
import { fingerprint, loadSchema } from "penumbra";
import { type Server, startServer } from "./sqld.ts";

/** The server program, downloaded by `deno task server`. */
const PROGRAM = Deno.env.get("PENUMBRA_TEST_SQLD");

const MOD = new URL("../../mod.ts", import.meta.url).href;

const SCHEMA = [
  "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, tags F32_BLOB(3))",
  "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id))",
  "CREATE INDEX posts_user ON posts (user_id)",
  "CREATE VIRTUAL TABLE search USING fts5 (body)",
  "CREATE INDEX users_tags ON users (libsql_vector_idx(tags))",
  "CREATE VIEW writers AS SELECT email FROM users",
  "CREATE TRIGGER seen AFTER INSERT ON posts BEGIN UPDATE users SET email = email; END",
];

const HISTORY = [
  "CREATE TABLE _prisma_migrations (id TEXT PRIMARY KEY)",
  "CREATE TABLE schema_migrations (version uint64, dirty bool)",
  "CREATE UNIQUE INDEX version_unique ON schema_migrations (version)",
];

async function withServer(test: (server: Server) => Promise<void>): Promise<void> {
  await using server = await startServer(PROGRAM!);
  const client = createClient({ url: `http://${server.host}`, authToken: server.token });
  await client.batch([...SCHEMA, ...HISTORY], "write");
  client.close();
  await test(server);
}

Deno.test({
  name: "a libSQL server's schema is read over http: and ws: (only under deno task server)",
  ignore: PROGRAM === undefined,
  fn: () =>
    withServer(async ({ host, token }) => {
      const folder = await Deno.makeTempDir();
      await Deno.writeTextFile(`${folder}/schema.sql`, `${SCHEMA.join(";\n")};\n`);
      const written = await loadSchema("schema.sql", { workingDirectory: folder });
      assert(written.ok);
      const wanted = await fingerprint(written.value.snapshot);
      for (const scheme of ["http", "ws"]) {
        const read = await loadSchema(`${scheme}://${host}`, { authToken: token });
        assert(read.ok, JSON.stringify(read));
        assert.equal(await fingerprint(read.value.snapshot), wanted);
      }
      const inUrl = await loadSchema(`http://${host}?authToken=${token}`);
      assert(inUrl.ok);
      await Deno.remove(folder, { recursive: true });
    }),
});

Deno.test({
  name:
    "a server that does not let us in is told, and the token is not (only under deno task server)",
  ignore: PROGRAM === undefined,
  fn: () =>
    withServer(async ({ host, token }) => {
      const wrong = `${token.slice(0, -8)}AAAAAAAA`;
      for (const scheme of ["http", "ws"]) {
        for (const authToken of [wrong, "nonsense-token", undefined]) {
          const options = authToken === undefined ? {} : { authToken };
          const read = await loadSchema(`${scheme}://${host}`, options);
          assert(!read.ok);
          assert.equal(read.reason, "unfinished");
          assert.equal(
            read.diagnostics[0]?.code,
            "database/not-let-in",
            JSON.stringify(read.diagnostics),
          );
          const said = JSON.stringify(read.diagnostics);
          assert.equal(authToken !== undefined && said.includes(authToken), false);
        }
      }
    }),
});

Deno.test({
  name: "the command line takes the token from the environment (only under deno task server)",
  ignore: PROGRAM === undefined,
  fn: () =>
    withServer(async ({ host, token }) => {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", MOD, "diff", "empty", `http://${host}`],
        env: { PENUMBRA_AUTH_TOKEN: token },
      }).output();
      assert.equal(code, 0, new TextDecoder().decode(stderr));
      assert.match(new TextDecoder().decode(stdout), /^\+ table posts$/m);
    }),
});
