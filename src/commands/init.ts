import { writeNewFileAtomically } from "../host/atomic_files.ts";
import { pathFromHere } from "../host/paths.ts";
import { CACHE_FILE } from "../migrations/cache.ts";
import type { CommandContext, ProjectOptions } from "./options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";

/** Sets up a configuration, the folder of migrations and a first schema; what exists is left alone. */
export async function init(options: ProjectOptions, _context: CommandContext): Promise<Outcome> {
  const [schema = "schema.sql"] = options.schema;
  const files: readonly [path: string, text: string][] = [
    ["penumbra.json", configText(options, schema)],
    [`${options.migrations}/.gitignore`, `${CACHE_FILE}\n`],
    ...(/\.sql$/i.test(schema) ? [[schema, FIRST_SCHEMA] as [string, string]] : []),
  ];
  const words: string[] = [];
  const written: string[] = [];
  for (const [name, text] of files) {
    const path = pathFromHere(options.workingDirectory, name);
    const result = await writeNewFileAtomically(path, text);
    if (result.ok) {
      words.push(`Wrote ${path}`);
      written.push(path);
    } else if (result.diagnostics[0]?.code === "files/exists") words.push(`Kept ${path}`);
    else return outcomeOfFailure(result);
  }
  words.push(`Say in ${schema} what you want, then run penumbra generate`);
  return { exitCode: 0, diagnostics: [], words, facts: { written } };
}

function configText({ migrations, target }: ProjectOptions, schema: string): string {
  return `${JSON.stringify({ migrations, schema, target }, undefined, 2)}\n`;
}

const FIRST_SCHEMA = `-- What the database shall contain. Change it, then run: penumbra generate
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE
);
`;
