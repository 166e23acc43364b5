import { readTextFile } from "../../host/files/read_files.ts";
import { exists } from "../../host/files/links.ts";

/** A tool that manages the hooks of a repository, and the lines to add to its configuration. */
export interface HookManager {
  readonly name: string;
  /** The file for its hooks, relative to the top of the work tree. */
  readonly file: string;
  /** The lines to add to that file. */
  readonly lines: string;
  /** Whether the file contains something like them already. */
  readonly isTold: boolean;
}

/** The first of lefthook, husky and pre-commit that has files in the folder, or undefined. */
export async function findHookManager(
  folder: string,
  command: string,
): Promise<HookManager | undefined> {
  for (const { name, signs, file, lines } of MANAGERS) {
    const found: string[] = [];
    for (const sign of signs) if (await exists(`${folder}/${sign}`)) found.push(sign);
    if (found[0] === undefined) continue;
    const where = file ?? found[0];
    const text = await readTextFile(`${folder}/${where}`);
    const isTold = text.ok && /\bcheck\b.*--staged\b/.test(text.value.text);
    return { name, file: where, lines: lines(command, where), isTold };
  }
  return undefined;
}

interface KnownManager {
  readonly name: string;
  /** Its files, or its folder. */
  readonly signs: readonly string[];
  /** The file for its hooks, unless it is the one found. */
  readonly file?: string;
  lines(command: string, file: string): string;
}

const MANAGERS: readonly KnownManager[] = [
  {
    // https://lefthook.dev/configuration/
    name: "lefthook",
    signs: ["lefthook", ".lefthook", ".config/lefthook"].flatMap((name) =>
      ["yml", "yaml", "toml"].map((ending) => `${name}.${ending}`)
    ),
    lines: (command, file) =>
      file.endsWith(".toml")
        ? `[pre-commit.commands.penumbra]\nrun = ${JSON.stringify(command)}\n`
        : `pre-commit:
  commands:
    penumbra:
      run: ${yaml(command)}
`,
  },
  {
    // https://typicode.github.io/husky/get-started.html
    name: "husky",
    signs: [".husky"],
    file: ".husky/pre-commit",
    lines: (command) => `${command}\n`,
  },
  {
    // https://pre-commit.com/#repository-local-hooks
    name: "pre-commit",
    signs: [".pre-commit-config.yaml"],
    lines: (command) =>
      `  - repo: local
    hooks:
      - id: penumbra
        name: penumbra check
        entry: ${yaml(command)}
        language: system
        always_run: true
        pass_filenames: false
`,
  },
];

/** A text as a YAML value, quoted if necessary. */
function yaml(text: string): string {
  return /^[\w/.][\w /.=,@-]*$/.test(text) ? text : JSON.stringify(text);
}
