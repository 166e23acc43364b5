import assert from "node:assert/strict";
import { type Ran, runProcess } from "../../scripts/run_process.ts";
import { commandLine } from "../end_to_end/project.ts";
import { type Files, writeFiles } from "../support/folders.ts";

/** The folder and the environment of a run. */
export interface RunOptions {
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Options of Deno, before the program. */
  readonly denoOptions?: readonly string[];
}

/** A git work tree for one test. */
export interface Repository {
  readonly folder: string;
  /** Runs git and returns its stdout. Throws if it fails. */
  git(...args: readonly string[]): Promise<string>;
  /** Runs git, whether it succeeds or not. */
  tryGit(args: readonly string[], options?: RunOptions): Promise<Ran>;
  penumbra(args: string | readonly string[], options?: RunOptions): Promise<Ran>;
  /** Runs a shell command. */
  shell(line: string, options?: RunOptions): Promise<Ran>;
  /** Writes files by path; undefined deletes one. */
  write(files: Files): Promise<void>;
  read(path: string): Promise<string>;
  /** Another work tree in the same environment, such as a linked one. */
  at(folder: string): Repository;
}

/** Runs the work in an empty repository, whose folder has that name and is deleted afterwards. */
export async function inRepository(
  work: (repository: Repository) => Promise<void>,
  { name = "repository" }: { readonly name?: string } = {},
): Promise<void> {
  const world = await Deno.realPath(await Deno.makeTempDir({ prefix: "penumbra-git-" }));
  try {
    await Deno.writeTextFile(`${world}/gitconfig`, GIT_CONFIG);
    await Deno.mkdir(`${world}/${name}`);
    const repository = repositoryAt(`${world}/${name}`, world);
    await repository.git("init", "-q", "-b", "main");
    await work(repository);
  } finally {
    await Deno.remove(world, { recursive: true });
  }
}

/** Commits a project: a table, its migration and a configuration. */
export async function withProject(repository: Repository, below = ""): Promise<void> {
  await repository.write({
    [`${below}penumbra.json`]: '{ "schema": "schema.sql" }\n',
    [`${below}schema.sql`]: USERS,
    [`${below}migrations/.gitignore`]: ".schema.json\n",
    [`${below}migrations/0001_users.sql`]: USERS,
    "notes.txt": "nothing to do with any of it\n",
  });
  await repository.git("add", "--all");
  await repository.git("commit", "-q", "--no-verify", "-m", "a project");
}

/** The schema of the project. */
export const USERS = "CREATE TABLE users (\n  id INTEGER PRIMARY KEY,\n  name TEXT\n);\n";

/** The schema with one more column. */
export function usersWith(column: string): string {
  return USERS.replace("  name TEXT\n", `  name TEXT,\n  ${column} TEXT\n`);
}

const GIT_CONFIG = `[user]
  name = Tester
  email = tester@example.com
[advice]
  detachedHead = false
[protocol "file"]
  allow = always
`;

function repositoryAt(folder: string, world: string): Repository {
  const run = (words: readonly string[], options: RunOptions = {}): Promise<Ran> =>
    runProcess(words, {
      cwd: options.folder === undefined ? folder : `${folder}/${options.folder}`,
      // Isolated from the configuration of whoever runs the tests, and from a hook that runs them.
      clearEnv: true,
      env: { ...environment(world), ...options.environment },
    });
  const tryGit: Repository["tryGit"] = (args, options) => run(["git", ...args], options);
  return {
    folder,
    tryGit,
    git: async (...args) => {
      const { code, stdout, stderr } = await tryGit(args);
      assert.equal(code, 0, `git ${args.join(" ")}:\n${stderr}`);
      return stdout;
    },
    penumbra: (args, options = {}) => {
      const { denoOptions = [] } = options;
      return run(commandLine(args, { denoOptions }), options);
    },
    shell: (line, options) => run(["sh", "-c", line], options),
    write: (files) => writeFiles(folder, files),
    read: (path) => Deno.readTextFile(`${folder}/${path}`),
    at: (other) => repositoryAt(other, world),
  };
}

function environment(world: string): Record<string, string> {
  const kept = ["PATH", "HOME", "DENO_DIR", "TMPDIR", "SystemRoot", "LOCALAPPDATA"]
    .flatMap((name) => Deno.env.has(name) ? [[name, Deno.env.get(name)!]] : []);
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_GLOBAL: `${world}/gitconfig`,
    GIT_CONFIG_NOSYSTEM: "1",
  };
}
