/** Tests the runner on the databases available here; `deno task runner` tests more. */
import { DatabaseSync } from "node:sqlite";
import Libsql from "npm:libsql@0.5.29";
import { createClient } from "npm:@libsql/client@0.18.0/sqlite3";
import initSqlite from "npm:@sqlite.org/sqlite-wasm@3.43.2-build1";
import { betterSqlite3, libsql, nodeSqlite, sqliteWasm } from "../../src/runner/mod.ts";
import { type OpenedDatabase, PROMISES } from "./scenario.ts";

const DATABASES: Readonly<Record<string, (folder: string) => Promise<OpenedDatabase>>> = {
  "node:sqlite": (folder) => {
    const database = new DatabaseSync(`${folder}/a.db`);
    return Promise.resolve({ driver: nodeSqlite(database), close: () => database.close() });
  },
  libsql: (folder) => {
    const database = new Libsql(`${folder}/a.db`);
    return Promise.resolve({ driver: betterSqlite3(database), close: () => database.close() });
  },
  "@libsql/client": (folder) => {
    const client = createClient({ url: `file:${folder}/a.db` });
    return Promise.resolve({ driver: libsql(client), close: () => client.close() });
  },
  "@sqlite.org/sqlite-wasm": async () => {
    const { oo1 } = await initSqlite();
    const database = new oo1.DB(":memory:");
    return { driver: sqliteWasm(database), close: () => database.close() };
  },
};

for (const [name, open] of Object.entries(DATABASES)) {
  for (const [promise, hold] of Object.entries(PROMISES)) {
    Deno.test(`the runner with ${name} ${promise}`, async () => {
      const folder = await Deno.makeTempDir();
      const database = await open(folder);
      try {
        await hold(database);
      } finally {
        database.close();
        await Deno.remove(folder, { recursive: true });
      }
    });
  }
}
