import process from "node:process";

/** What one run took, in milliseconds. */
export interface Sample {
  /** User and system time; of a child, with the processes that it waited for. */
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** What something took: medians, and the runs that they come from. */
export interface Measure extends Sample {
  readonly samples: readonly Sample[];
}

/** Does something once, and says what that took. */
export type Run = () => Promise<Sample>;

/** What is done before each run, unmeasured: to bring things back to where they were. */
export type Before = () => void | Promise<void>;

/**
 * Runs a function in this process. The CPU time is the whole process's, other threads included.
 */
export function runHere(work: () => unknown, before: Before = () => {}): Run {
  return async () => {
    await before();
    const cpuBefore = process.cpuUsage();
    const wallBefore = performance.now();
    await work();
    const wallMs = performance.now() - wallBefore;
    const { user, system } = process.cpuUsage(cpuBefore);
    return { cpuMs: (user + system) / 1000, wallMs };
  };
}

/**
 * Runs a command. Throws, with what the command printed, when it exits with another code than
 * expected. The clock is bash's own `time`, which counts in milliseconds and asks the system for the
 * child's resources; `/proc` counts in hundredths.
 */
export function runCommand(
  command: readonly string[],
  { before = () => {}, cwd, env, code = 0 }: {
    readonly before?: Before;
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    /** The exit code that means success here. */
    readonly code?: number;
  } = {},
): Run {
  return async () => {
    await before();
    const output = await new Deno.Command("bash", {
      // What the command prints all goes to stdout, so that stderr is the shell's alone.
      args: ["-c", `TIMEFORMAT="%3R %3U %3S"; time "$@" 2>&1`, "bash", ...command],
      env: { ...env, LC_ALL: "C" },
      ...(cwd === undefined ? {} : { cwd }),
      stdin: "null",
    }).output();
    const decoder = new TextDecoder();
    if (output.code !== code) {
      const printed = decoder.decode(output.stdout) + decoder.decode(output.stderr);
      throw new Error(`${command.join(" ")} exited with ${output.code}\n${printed}`);
    }
    const [wall, user, system] = decoder.decode(output.stderr).trim().split(" ").map(Number);
    return { cpuMs: (user! + system!) * 1000, wallMs: wall! * 1000 };
  };
}

/**
 * What each of several things took. They run in turn, so that whatever else the machine does slows
 * them alike; the first runs are not counted.
 */
export async function measureInTurn<Name extends string>(
  things: Readonly<Record<Name, Run>>,
  { runs, warmUps = 1 }: { readonly runs: number; readonly warmUps?: number },
): Promise<Record<Name, Measure>> {
  const names = Object.keys(things) as Name[];
  const samples = new Map<Name, Sample[]>(names.map((name) => [name, []]));
  for (let run = -warmUps; run < runs; run++) {
    for (const name of names) {
      const sample = await things[name]();
      if (run >= 0) samples.get(name)!.push(sample);
    }
  }
  const measures = names.map((name) => [name, medians(samples.get(name)!)] as const);
  return Object.fromEntries(measures) as Record<Name, Measure>;
}

/** How many times the CPU time of `other` it took: the median of what the single runs say. */
export function ratio(measure: Measure, other: Measure): number {
  return median(measure.samples.map(({ cpuMs }, run) => cpuMs / other.samples[run]!.cpuMs));
}

/** The middle of the numbers; of an even count, the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A Markdown table as `deno fmt` would write it; all columns but the first are to the right. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]!.length))
  );
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  const padded = (row: readonly string[]) =>
    line(
      row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)
      ),
    );
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`
  );
  return padded(head) + line(rule) + rows.map(padded).join("");
}

/** Milliseconds as they stand in a table: `0.42`, `3.1`, `12,345`. */
export function milliseconds(ms: number): string {
  if (ms < 1) return ms.toFixed(2);
  return ms < 10 ? ms.toFixed(1) : Math.round(ms).toLocaleString("en-US");
}

function medians(samples: readonly Sample[]): Measure {
  return {
    cpuMs: median(samples.map(({ cpuMs }) => cpuMs)),
    wallMs: median(samples.map(({ wallMs }) => wallMs)),
    samples,
  };
}
