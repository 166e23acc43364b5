import assert from "node:assert/strict";
import { assertRan, type Files, inProject } from "./project.ts";

/** A schema of one table. */
export const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n";

/** A project with nothing to do, which each of these spoils in its own way. */
const PROJECT: Files = { "schema.sql": USERS, "migrations/0001_users.sql": USERS };

/** Something that a person got wrong, and all that is told about it. */
export interface BadInput {
  /** What is wrong, as the end of "says what to do about …". */
  readonly name: string;
  /** What differs from the project; undefined takes a file away. */
  readonly files?: Files;
  /** The command line; `generate` unless it is another. */
  readonly args?: string;
  readonly code: number;
  /** All that stderr says. */
  readonly says: string;
}

/** Tests that each of these is told in these words, and that no file changes for it. */
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
