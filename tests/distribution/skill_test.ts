import assert from "node:assert/strict";
import { readArguments } from "../../src/cli/arguments/args.ts";
import { EXIT_CODES } from "../../src/report/explanations/exit_codes.ts";
import { explain } from "../../src/report/explanations/explain.ts";
import { type Files, inProject } from "../end_to_end/project.ts";

const SKILL = await Deno.readTextFile(new URL("../../scripts/npm/SKILL.md", import.meta.url));

/** The commands of the skill: in code blocks, and in the text. */
const COMMANDS = [
  ...[...SKILL.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block]) => block!.trim().split(/\n */)),
  ...[...SKILL.matchAll(/`(penumbra [^`]+)`/g)].map(([, line]) => line!),
];

Deno.test("the skill has the front matter that agents look for", () => {
  const [, name, description] = /^---\nname: (.*)\ndescription: (.*)\n---\n/.exec(SKILL) ?? [];
  assert.equal(name, "penumbra");
  assert(description!.length > 100 && description!.length < 1024);
});

Deno.test("the command line understands every command of the skill", () => {
  assert(COMMANDS.length > 15, COMMANDS.join("\n"));
  for (const line of COMMANDS) {
    const { request } = readArguments(errorMessage(line).slice(1));
    assert(request.kind === "verb" || request.kind === "explain", line);
  }
});

Deno.test("every code of the skill has a page, and its exit codes are right", () => {
  const codes = [...SKILL.matchAll(/`(?:penumbra explain )?([a-z]+\/[a-z-]+)`/g)];
  assert(codes.length >= 3);
  for (const [, code] of codes) assert(explain(code!), `${code} is not explained`);
  const exits = [...SKILL.matchAll(/^\| +(\d+) \| (\w+ ?\w*)/gm)];
  assert.equal(exits.length, 4);
  for (const [, code, meaning] of exits) {
    const full = EXIT_CODES[Number(code) as keyof typeof EXIT_CODES].toLowerCase();
    assert(full.startsWith(meaning!.toLowerCase()), `${code}: ${full}`);
  }
});

const BEFORE = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n";

/** The codes whose options the skill names, each with a schema that leads to it. */
const ASKING: Readonly<Record<string, string>> = {
  "diff/rename-or-drop": BEFORE.replace("name", "full_name"),
  "plan/fill-needed": BEFORE.replace("name TEXT", "name TEXT, country TEXT NOT NULL"),
  "lint/data-loss": BEFORE.replace(", name TEXT", ""),
};

for (const [code, schema] of Object.entries(ASKING)) {
  Deno.test(`what the skill says of ${code} lets generate go on`, async () => {
    const files: Files = { "migrations/0001_users.sql": BEFORE, "schema.sql": schema };
    await inProject(files, async ({ run }) => {
      const asked = await run("generate --dry-run --format json");
      const found = JSON.parse(asked.stdout).diagnostics[0];
      assert.equal(found.code, code);
      const row = SKILL.split("\n").find((line) => line.startsWith(`| \`${code}\``))!;
      const [, line] = /`(penumbra [^`]*)`/.exec(row)!;
      const [, ...words] = errorMessage(line!.replace("users.bio", "users.name"));
      if (found.answers !== undefined) {
        assert(found.answers.some((it: string) => it.split(/[ =]/)[0] === words[1]));
      }
      const { code: exit, stderr } = await run([...words, "--dry-run"]);
      assert.deepEqual([exit, stderr], [0, ""]);
    });
  });
}

/** A line split into words, with the quotes that the skill uses. */
function errorMessage(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|[^\s"]+/g)].map(([word, quoted]) => quoted ?? word);
}
