import assert from "node:assert/strict";
import { assertRan, type Files, inProject } from "./project.ts";

/** A schema with one table. */
export const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n";

/** A project without findings, to which each case adds one mistake. */
const PROJECT: Files = { "schema.sql": USERS, "migrations/0001_users.sql": USERS };

/** A mistake of a user, and the whole output about it. */
export interface BadInput {
  /** The mistake, which completes "penumbra says what to do about …". */
  readonly name: string;
  /** The files that differ from the project; undefined deletes one. */
  readonly files?: Files;
  /** The command line; default `generate`. */
  readonly args?: string;
  readonly code: number;
  /** Everything on stderr. */
  readonly says: string;
}

/** Tests that each mistake is reported in these words, and that no file changes. */
export function testBadInput(list: readonly BadInput[]): void {
  for (const { name, files = {}, args = "generate", code, says } of list) {
    Deno.test(`penumbra says what to do about ${name}`, async () => {
      await inProject(PROJECT, async (project) => {
        await project.write(files);
        const before = await project.files();
        assertRan(await project.run(args), { code, stderr: says });
        assert.deepEqual(await project.files(), before);
      });
    });
  }
}
