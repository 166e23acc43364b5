import assert from "node:assert/strict";
import { denoFolders } from "../../scripts/deno_folders.ts";
import { runProcess } from "../../scripts/run_process.ts";
import { commandLine } from "../end_to_end/project.ts";
import { HAS_TERMINAL } from "../end_to_end/terminal.ts";
import { inFolder } from "../support/folders.ts";
import { isThere } from "./is_there.ts";

/** bash's completions need the package bash-completion, which provides the words being typed. */
const BASH_COMPLETION = "/usr/share/bash-completion/bash_completion";

/**
 * The startup file of an interactive shell, and the lines in it that load the completions: twice,
 * as when the file is sourced again.
 */
const SHELLS: Readonly<Record<string, { readonly file: string; readonly lines: string }>> = {
  bash: {
    file: ".bashrc",
    lines: `. ${BASH_COMPLETION}\n${"source <(penumbra completions bash)\n".repeat(2)}`,
  },
  zsh: {
    file: ".zshrc",
    lines: `autoload -Uz compinit\ncompinit -D -u\n${
      "source <(penumbra completions zsh)\n".repeat(2)
    }`,
  },
};

/** What is typed, and the result. */
const TYPED: Readonly<Record<string, string>> = {
  "penumbra gen\t": "generate",
  "penumbra check --st\t": "check --staged",
  "penumbra diff --format me\t": "diff --format mermaid",
  "penumbra check --layout driz\t": "check --layout drizzle",
  "penumbra inspect sche\t": "inspect schema.sql",
  "penumbra check --migrations his\t": "check --migrations history",
};

const PROMPT = "READY> ";

for (const [shell, { file, lines }] of Object.entries(SHELLS)) {
  const needs = [shell, "script", ...(shell === "bash" ? [BASH_COMPLETION] : [])];
  testShell(`${shell} completes what is typed`, needs, async ({ folder, environment }) => {
    await Deno.writeTextFile(`${folder}/${file}`, `${lines}PS1='${PROMPT}'\n`);
    const child = new Deno.Command("script", {
      args: ["-qec", `stty cols 100 rows 40; exec ${shell} -i`, "/dev/null"],
      cwd: folder,
      env: environment,
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const tooLong = setTimeout(() => child.kill("SIGKILL"), 180_000);
    const writer = child.stdin.getWriter();
    const left = [...Object.keys(TYPED), "exit"];
    let [shown, seen] = ["", 0];
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      shown += text;
      if (left.length === 0 || !shown.includes(PROMPT, seen)) continue;
      seen = shown.length;
      await writer.write(new TextEncoder().encode(`${left.shift()}\r`));
    }
    clearTimeout(tooLong);
    await writer.close().catch(() => {});
    await child.status;
    const ran = [...shown.matchAll(/ran: ([^\r\n]*)/g)].map(([, line]) =>
      line!.trim().replace(/\/$/, "")
    );
    assert.deepEqual(ran, Object.values(TYPED), shown);
  });
}

const SOURCE = "penumbra completions fish | source";

testShell("fish completes what is typed", ["fish"], async ({ folder, environment }) => {
  const asked = Object.keys(TYPED).map((typed) => `complete -C '${typed.trim()}'`);
  const script = [SOURCE, SOURCE, ...asked].join("\n");
  const options = { cwd: folder, env: environment };
  const { stdout, stderr } = await runProcess(["fish", "--no-config", "-c", script], options);
  const offered = stdout.trim().split("\n").map((line) => line.split("\t")[0]!.replace(/\/$/, ""));
  const wanted = Object.values(TYPED).map((line) => line.split(" ").at(-1));
  assert.deepEqual(offered, wanted, stderr);
});

interface Place {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * A test with an empty home and a `penumbra` that only completes, and otherwise prints its
 * arguments.
 */
function testShell(
  name: string,
  needs: readonly string[],
  test: (place: Place) => Promise<void>,
): void {
  const missing = needs.find((it) => it === "script" ? !HAS_TERMINAL : !isThere(it));
  const ignore = missing !== undefined;
  const shown = ignore ? `${name} (skipped: there is no ${missing})` : name;
  Deno.test(shown, { ignore }, async () => {
    const words = commandLine([]).map((word) => `'${word}'`).join(" ");
    const program = `#!/bin/sh\ncase $1 in complete | completions) exec ${words} "$@" ;; esac\n` +
      'echo "ran: $*"\n';
    const { denoDir } = await denoFolders();
    await inFolder(
      { "bin/penumbra": program, "schema.sql": "", "history/": "" },
      async (folder) => {
        await Deno.chmod(`${folder}/bin/penumbra`, 0o755);
        const environment = {
          PATH: `${folder}/bin:${Deno.env.get("PATH")}`,
          HOME: folder,
          ZDOTDIR: folder,
          TERM: "xterm",
          DENO_DIR: denoDir,
        };
        await test({ folder, environment });
      },
    );
  });
}
