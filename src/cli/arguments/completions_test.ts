import assert from "node:assert/strict";
import { runProcess } from "../../../scripts/run_process.ts";
import { isThere } from "../../../tests/distribution/is_there.ts";
import { printCompletions, printCompletionScript } from "./completions.ts";

/** Everything printed meanwhile. */
async function printed(print: () => void | Promise<void>): Promise<string> {
  const { log } = console;
  let text = "";
  console.log = (line: unknown) => void (text += `${line}\n`);
  try {
    await print();
  } finally {
    console.log = log;
  }
  return text;
}

async function offered(
  line: string,
): Promise<{ readonly words: string[]; readonly directive: string }> {
  const lines = (await printed(() => printCompletions(line.split(" ")))).trimEnd().split("\n");
  return { directive: lines.pop()!, words: lines.map((it) => it.split("\t")[0]!) };
}

const PATHS: Readonly<Record<string, string>> = {
  "check --config ": ":0",
  "check --schema sch": ":0",
  "generate --no-cache --migrations ": ":16",
  "--migrations ": ":16",
  "inspect ": ":0",
  "diff --exit-code a.db ": ":0",
  "diff --target sqlite ": ":0",
  "init --from ": ":0",
  "status --db ": ":0",
  "apply --backup ": ":16",
  "convert --to plain ": ":16",
  "bundle -o ": ":0",
};

Deno.test.each(Object.entries(PATHS))(
  "after «%s» the shell completes paths: %s",
  async (line, directive) => {
    assert.deepEqual(await offered(line), { words: [], directive });
  },
);

const WORDS: Readonly<Record<string, readonly string[]>> = {
  "check --layout driz": ["drizzle"],
  "convert --to go": ["goose", "golang-migrate"],
  "help ins": ["inspect"],
  "explain check/missing-m": ["check/missing-migration"],
  "--target li": ["libsql"],
  "check --target li": ["libsql"],
  "check --format gi": ["github"],
  "hook un": ["uninstall"],
  "completions p": ["pwsh"],
  "gen": ["generate"],
  "diff a.db b.db ": [],
};

Deno.test.each(Object.entries(WORDS))("after «%s» these are offered: %s", async (line, words) => {
  const { words: found, directive } = await offered(line);
  assert.deepEqual(found.toSorted(), words.toSorted());
  assert.equal(directive, ":4");
});

const BASH = ["bash"].find(isThere);

Deno.test({
  name: `bash sources its completions twice, and runs nothing that is typed${
    BASH ? "" : " (skipped: there is no bash)"
  }`,
  ignore: BASH === undefined,
  async fn() {
    const script = await printed(() => printCompletionScript("bash"));
    // What bash-completion does for a complete line.
    const helpers =
      '_get_comp_words_by_ref() { words=("${LINE[@]}"); cword=$((${#LINE[@]} - 1)); cur=${LINE[cword]}; }\n' +
      'compopt() { :; }\npenumbra() { printf "[%s]" "$@" >&3; echo ":4"; }\n';
    const ask = (...words: readonly string[]) =>
      `LINE=(${words.map((it) => `'${it}'`).join(" ")}); __penumbra_complete; echo >&3\n`;
    const lines = ask("penumbra", "") + ask("penumbra", "check", "$(echo no)", "--co") +
      ask("penumbra", "diff", "a b", "");
    const { stdout, stderr } = await runProcess([
      "bash",
      "-uc",
      `${script}\n${script}\n${helpers}exec 3>&1\n${lines}`,
    ]);
    assert.equal(stderr, "");
    assert.equal(
      stdout,
      "[complete][--][]\n[complete][--][check][$(echo no)][--co]\n[complete][--][diff][a b][]\n",
    );
  },
});
