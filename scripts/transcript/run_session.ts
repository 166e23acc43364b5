import { VERSION } from "../../src/base/version.ts";
import { LIBSQL_VERSION } from "../../src/host/engines/libsql.ts";
import { RELEASE } from "../address.ts";
import { denoFolders } from "../deno_folders.ts";
import { runProcess } from "../run_process.ts";
import type { Session } from "./sessions.ts";

/** What a session printed, and its CPU time. */
export interface SessionRan {
  /** Each line after a `$`, and below it what was printed. */
  readonly text: string;
  /** CPU time of all its processes, which other programs on the machine do not change much. */
  readonly cpuMs: number;
}

/** Runs a session in a new folder, with an empty home. */
export async function runSession(
  session: Session,
  npmPackage: () => Promise<string>,
): Promise<SessionRan> {
  const root = await Deno.realPath(await Deno.makeTempDir());
  const [home, project] = [`${root}/home`, `${root}/project`];
  for (const folder of [home, project]) await Deno.mkdir(folder);
  const prepared = await session.prepare({ home, project, npmPackage });
  try {
    const programs = [prepared.programs, `${home}/.local/bin`, Deno.env.get("PATH")];
    const environment = {
      ...await environmentOf(root),
      PATH: programs.filter((it) => it !== undefined).join(":"),
      ...prepared.environment,
    };
    const release = prepared.release?.slice(0, -1) ?? RELEASE;
    const run = (line: string) => runLine(line, { folder: project, environment });
    let [text, cpuMs] = ["", 0];
    for (const { line, fails = false } of session.lines) {
      const { failed, printed, ...cost } = await run(line.replace(RELEASE, release));
      if (failed !== fails) throw new Error(`Cannot show the session: ${line}\n${printed}`);
      cpuMs += cost.cpuMs;
      text += `$ ${line}\n${printed.replaceAll(home, "~").replaceAll(release, RELEASE)}`;
    }
    return { text: withSteadyFigures(text), cpuMs };
  } finally {
    await prepared.server?.[Symbol.asyncDispose]();
    await Deno.remove(root, { recursive: true });
  }
}

async function environmentOf(root: string): Promise<Readonly<Record<string, string>>> {
  const [name, email] = ["Ada", "ada@example.com"];
  // Only packages that Deno has already downloaded are available. What a run without a lock file
  // asks the registry about libSQL is fetched here, so that the session does not print it.
  await runProcess([Deno.execPath(), "eval", `import "npm:libsql@${LIBSQL_VERSION}"`], {
    cwd: root,
  });
  await Deno.mkdir(`${root}/deno`);
  await Deno.symlink((await denoFolders()).npmCache, `${root}/deno/npm`);
  return {
    HOME: `${root}/home`,
    DENO_DIR: `${root}/deno`,
    LC_ALL: "C",
    NO_COLOR: "1",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
}

interface LineRan {
  readonly failed: boolean;
  readonly printed: string;
  readonly cpuMs: number;
}

async function runLine(
  line: string,
  { folder, environment }: {
    readonly folder: string;
    readonly environment: Readonly<Record<string, string>>;
  },
): Promise<LineRan> {
  // Both streams of the line are one; its CPU time is in the other.
  const script = `{ ${line}\n} 2>&1; code=$?; times >&3; exit $code`;
  const { code, stdout, stderr } = await runProcess(["sh", "-c", `exec 3>&2\n${script}`], {
    cwd: folder,
    clearEnv: true,
    env: environment,
  });
  // The shell's own times, then those of its children: "0m1.25s 0m0.30s".
  const children = stderr.trim().split("\n").at(-1) ?? "";
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)]
    .map(([, minutes, rest]) => Number(minutes) * 60 + Number(rest));
  return { failed: code !== 0, printed: stdout, cpuMs: 1000 * seconds.reduce((a, b) => a + b, 0) };
}

/** The text with times, durations and the version normalized. */
function withSteadyFigures(text: string): string {
  const times = [...new Set(text.match(/(?<!\d)20\d{12}(?!\d)/g))].sort();
  return text.replace(/(?<!\d)20\d{12}(?!\d)/g, (time) => {
    const day = `${times.indexOf(time) + 1}`.padStart(2, "0");
    return `202611${day}093000`;
  })
    .replace(/(?<=penumbra )\d+\.\d+\.\d+\S*/g, VERSION)
    .replace(/(?<=^added \d+ packages in )\S+$/gm, "1s");
}
