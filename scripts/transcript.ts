/**
 * `deno task transcript`: runs what README.md shows of a first session, and puts what was printed
 * between the two marks there; writes the address of the project where one is known. Every line of it comes from here; a test holds it against README.md.
 */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { VERSION } from "../src/base/version.ts";
import { type Loopback, serve } from "../tests/distribution/loopback.ts";
import { ADDRESSED_DOCUMENTS, RELEASE, withAddress } from "./address.ts";
import { hostTarget } from "./binary/targets.ts";
import { denoFolders } from "./deno_folders.ts";
import { runProcess } from "./run_process.ts";

/** What the session runs on, beside a POSIX shell and GNU's `sed`. */
export const NEEDS = ["curl", "gzip", "awk", "git"];

const README = new URL("../README.md", import.meta.url);

/** One line that is typed. Its output is shown, whatever stream it goes to. */
interface Typed {
  readonly line: string;
  /** Whether it has to fail. */
  readonly fails?: boolean;
}

const SESSION: readonly Typed[] = [
  { line: `curl -fsSL ${RELEASE}/install.sh | sh` },
  { line: "penumbra init" },
  { line: "penumbra generate" },
  { line: "penumbra hook install" },
  { line: "git add . && git commit -qm 'Users'" },
  { line: "sed -i 's/UNIQUE$/&,\\n  bio TEXT/' schema.sql" },
  { line: "git commit -qam 'A bio'", fails: true },
  { line: "penumbra generate && git add ." },
  { line: "git commit -qm 'A bio' && tail -n 2 migrations/*_bio.sql" },
];

/** The session as it stands in README.md: each line behind a `$`, and what was printed below it. */
export async function transcript(): Promise<string> {
  const root = await Deno.realPath(await Deno.makeTempDir());
  const [home, project] = [`${root}/home`, `${root}/project`];
  try {
    for (const folder of [home, project]) await Deno.mkdir(folder);
    await using release = serveRelease();
    const environment = await environmentOf(home);
    const run = (line: string) => runLine(line, { folder: project, environment });
    await run("git init -q");
    let shown = "";
    for (const { line, fails = false } of SESSION) {
      const { failed, printed } = await run(line.replace(RELEASE, release.url.slice(0, -1)));
      if (failed !== fails) throw new Error(`Cannot show the session: ${line}\n${printed}`);
      shown += `$ ${line}\n${printed.replaceAll(home, "~")}`;
    }
    return withSteadyTimes(shown);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** The text with the session between its marks. Throws where the marks are not there. */
export function withTranscript(readme: string, session: string): string {
  const [start, end] = ["<!-- transcript -->\n", "<!-- end of transcript -->"];
  const [before, rest] = splitOnce(readme, start);
  const [, after] = splitOnce(rest, end);
  return `${before}${start}\n\`\`\`console\n${session}\`\`\`\n\n${end}${after}`;
}

function splitOnce(text: string, mark: string): [string, string] {
  const [before, after, ...others] = text.split(mark);
  if (before === undefined || after === undefined || others.length > 0) {
    throw new Error(`Cannot find the place of the transcript: ${mark.trim()}`);
  }
  return [before, after];
}

/**
 * A release for this machine below a path, whose program is the source, so that nothing has to be
 * compiled.
 */
export function serveRelease(path = ""): Loopback {
  const source = new URL("../mod.ts", import.meta.url).href;
  const program = `#!/bin/sh\nexec '${Deno.execPath()}' run -A '${source}' "$@"\n`;
  const packed = new Uint8Array(gzipSync(program));
  const name = `penumbra-${hostTarget()?.name ?? "linux-x64"}.gz`;
  const sum = createHash("sha256").update(packed).digest("hex");
  const script = new URL("./install.sh", import.meta.url);
  const release = serve(async (asked) => {
    if (!asked.startsWith(path)) return undefined;
    const file = asked.slice(path.length);
    if (file === name) return packed;
    if (file === "SHA256SUMS") return `${sum}  ${name}\n`;
    const text = await Deno.readTextFile(script);
    return file === "install.sh" ? text.replace("@RELEASE_URL@", release.url) : undefined;
  });
  return release;
}

async function environmentOf(home: string): Promise<Readonly<Record<string, string>>> {
  const [name, email] = ["Ada", "ada@example.com"];
  return {
    PATH: `${home}/.local/bin:${Deno.env.get("PATH")}`,
    HOME: home,
    DENO_DIR: (await denoFolders()).denoDir,
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
}

async function runLine(
  line: string,
  { folder, environment }: {
    readonly folder: string;
    readonly environment: Readonly<Record<string, string>>;
  },
): Promise<{ readonly failed: boolean; readonly printed: string }> {
  const { code, stdout } = await runProcess(["sh", "-c", `{ ${line}\n} 2>&1`], {
    cwd: folder,
    clearEnv: true,
    env: environment,
  });
  return { failed: code !== 0, printed: stdout };
}

/** The text with a time for each that names a migration, the same in every session. */
function withSteadyTimes(text: string): string {
  const times = [...new Set(text.match(/(?<!\d)20\d{12}(?!\d)/g))].sort();
  return text.replace(/(?<!\d)20\d{12}(?!\d)/g, (time) => {
    const day = `${times.indexOf(time) + 1}`.padStart(2, "0");
    return `202611${day}093000`;
  }).replace(/(?<=penumbra )\d+\.\d+\.\d+\S*/g, VERSION);
}

if (import.meta.main) {
  for (const document of ADDRESSED_DOCUMENTS) {
    const file = new URL(`../${document}`, import.meta.url);
    await Deno.writeTextFile(file, withAddress(await Deno.readTextFile(file)));
  }
  const readme = await Deno.readTextFile(README);
  await Deno.writeTextFile(README, withTranscript(readme, await transcript()));
}
