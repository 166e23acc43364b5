import { readTextFile } from "../../host/files/read_files.ts";
import { exists } from "../../host/files/links.ts";

/** What looks after the hooks of a repository instead of us, and what it has to be told. */
export interface HookManager {
  readonly name: string;
  /** The file that its hooks are written in, from the top of the work tree. */
  readonly file: string;
  /** What has to be in that file. */
  readonly lines: string;
  /** Whether something of the kind is in it already. */
  readonly isTold: boolean;
}

/** The first of lefthook, husky and pre-commit that has its files in the folder; undefined without. */
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
  /** Its files, or a folder of its own. */
  readonly signs: readonly string[];
  /** Where hooks are written, unless that is the file found. */
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

/** A text as YAML takes it, quoted where it might be taken for more. */
function yaml(text: string): string {
  return /^[\w/.][\w /.=,@-]*$/.test(text) ? text : JSON.stringify(text);
}
