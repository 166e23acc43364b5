/**
 * `deno task fuzz`: runs random SQL in shadows,
 * in processes that are watched from outside, in a temporary folder. Exits 1 if a process crashes,
 * a statement exceeds its limit or a file is touched, and prints the seed and the script. With
 * strace installed, it also checks every file that a process opens for writing.
 */
import type { EngineName } from "../src/base/engine_name.ts";
import type { FuzzNote } from "../tests/fuzz/fuzz_worker.ts";
import type { GivenUp } from "../tests/fuzz/run_fuzz.ts";
import { number, oneOf, readOptions } from "./options.ts";

/** The results of random scripts. */
interface Counts {
  scripts: number;
  ran: number;
  refused: number;
  givenUp: number;
  longestLateMs: number;
}

/** The maximum number of scripts per process. */
const SCRIPTS = 50;

/** A process that prints nothing for this long no longer watches itself. */
const SILENCE_MS = 30_000;

const PROGRAM = new URL("../tests/fuzz/run_fuzz.ts", import.meta.url).href;

/** What a process prints, one per line. */
type Line = FuzzNote | GivenUp;

export async function fuzz(
  engine: EngineName,
  firstSeed: number,
  endMs: number,
): Promise<string | undefined> {
  const counts: Counts = { scripts: 0, ran: 0, refused: 0, givenUp: 0, longestLateMs: 0 };
  let seed = firstSeed;
  let fault: string | undefined;
  while (fault === undefined && performance.now() < endMs) {
    const { lines, ended, touched } = await runProcess(engine, seed);
    for (const line of lines) count(line, counts);
    const last = lines.findLast((line) => "script" in line);
    seed = (last?.seed ?? seed) + 1;
    fault = faultOf(ended, touched, counts);
    if (fault !== undefined) fault += `, seed ${last?.seed} on ${engine}:\n${last?.script}`;
  }
  console.log(
    `${engine}: seeds ${firstSeed} to ${seed - 1}, ${counts.scripts} scripts, ` +
      `${counts.ran} statements ran, ${counts.refused} were refused, ${counts.givenUp} given up ` +
      `(at most ${counts.longestLateMs.toFixed(0)} ms after the limit)`,
  );
  return fault;
}

function count(line: Line, counts: Counts): void {
  if ("ran" in line) {
    counts.scripts++;
    counts.ran += line.ran;
    counts.refused += line.refused;
  } else if ("kind" in line) {
    counts.givenUp++;
    counts.longestLateMs = Math.max(counts.longestLateMs, line.lateMs);
  }
}

function faultOf(
  { code, signal }: Deno.CommandStatus,
  touched: readonly string[],
  { longestLateMs }: Counts,
): string | undefined {
  if (touched.length > 0) return `Touched ${touched.join(", ")}`;
  if (signal !== null) return `Ended by ${signal}`;
  if (code !== 0 && code !== 3) return `Ended with ${code}`;
  return longestLateMs > 1_000 ? `Given up ${longestLateMs} ms late` : undefined;
}

interface Ended {
  readonly lines: readonly Line[];
  readonly ended: Deno.CommandStatus;
  /** Files that exist afterwards, or were opened for writing. */
  readonly touched: readonly string[];
}

async function runProcess(engine: EngineName, seed: number): Promise<Ended> {
  const folder = await Deno.makeTempDir();
  const trace = await Deno.makeTempFile();
  const deno = [Deno.execPath(), "run", "-A", "--quiet", "--no-check", "--cached-only", PROGRAM];
  const traced = HAS_STRACE ? ["strace", "-f", "-qq", "-e", "trace=%file", "-o", trace] : [];
  const [program = "", ...args] = [...traced, ...deno, engine, String(seed), String(SCRIPTS)];
  try {
    const child = new Deno.Command(program, { args, cwd: folder, stdout: "piped", stderr: "null" })
      .spawn();
    let silence = setTimeout(() => child.kill("SIGKILL"), SILENCE_MS);
    let text = "";
    for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
      text += part;
      clearTimeout(silence);
      silence = setTimeout(() => child.kill("SIGKILL"), SILENCE_MS);
    }
    const ended = await child.status;
    clearTimeout(silence);
    const lines = text.split("\n").filter((line) => line.endsWith("}"));
    const touched = [
      ...[...Deno.readDirSync(folder)].map(({ name }) => name),
      ...writtenIn(await Deno.readTextFile(trace)),
    ];
    return { lines: lines.map((line) => JSON.parse(line)), ended, touched };
  } finally {
    await Deno.remove(folder, { recursive: true });
    await Deno.remove(trace);
  }
}

/**
 * The files that a trace shows as opened for writing, created, renamed or removed, except Deno's
 * own; and any access to the file that random SQL names.
 */
export function writtenIn(trace: string): string[] {
  const calls = trace.split("\n").filter((line) =>
    /\bopen(?:at)?\(.*(?:O_WRONLY|O_RDWR|O_CREAT)/.test(line) ||
    /\b(?:creat|mkdir|mkdirat|unlink|unlinkat|rename|renameat2?|symlink|symlinkat|link|linkat)\(/
      .test(line)
  );
  const written = calls.flatMap((line) => /"([^"]+)"/.exec(line)?.[1] ?? []).filter((path) =>
    !OWN.test(path)
  );
  // Only the grammar has this name, so nothing else would even look for it.
  return trace.includes('"payload') ? [...written, "payload"] : written;
}

/** Deno's caches, and devices. */
const OWN = /^\/(?:dev|proc|sys)\/|\/\.cache\/deno\/|\/deno(?:_dir)?\/|^\/root\/\.deno/;

const HAS_STRACE = await new Deno.Command("strace", {
  args: ["-V"],
  stdout: "null",
  stderr: "null",
})
  .output().then(({ success }) => success, () => false);

const ENGINES = ["sqlite", "libsql"] as const;

async function main(): Promise<number> {
  const { engine: only, seconds, ...given } = readOptions("fuzz", {
    engine: oneOf(ENGINES, "The engine; both if it is not given", undefined),
    seconds: number("How long to go on", 60),
    seed: number("The first seed; a random one if it is not given", undefined),
  });
  const engines = ENGINES.filter((it) => only === undefined || only === it);
  const seed = given.seed ?? 1 + Math.floor(Math.random() * 1_000_000);
  console.log(HAS_STRACE ? "Watched with strace" : "Without strace: only the folder is looked at");
  let failed = false;
  for (const engine of engines) {
    const endMs = performance.now() + seconds * 1000 / engines.length;
    const fault = await fuzz(engine, seed, endMs);
    if (fault !== undefined) console.log(fault);
    failed ||= fault !== undefined;
  }
  return failed ? 1 : 0;
}

if (import.meta.main) Deno.exit(await main());
