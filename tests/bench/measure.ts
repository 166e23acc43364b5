import process from "node:process";

/** The duration of one run, in milliseconds. */
export interface Sample {
  /** User and system time; of a child, including the processes that it waited for. */
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** The medians of several runs, and the runs. */
export interface Measure extends Sample {
  readonly samples: readonly Sample[];
}

/** Runs something once and returns its duration. */
export type Run = () => Promise<Sample>;

/** Runs before each measured run, to restore the state before it. */
export type Before = () => void | Promise<void>;

/**
 * Measures a function in this process. The CPU time is that of the whole process, including other
 * threads.
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
 * Measures a command. Throws with its output if it exits with another code than expected. Uses
 * bash's own `time`, which has milliseconds and asks the system for the child's resources; `/proc`
 * only has hundredths.
 */
export function runCommand(
  command: readonly string[],
  { before = () => {}, cwd, env, code = 0 }: {
    readonly before?: Before;
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    /** The exit code that counts as success. */
    readonly code?: number;
  } = {},
): Run {
  return async () => {
    await before();
    const output = await new Deno.Command("bash", {
      // All output of the command goes to stdout, so that stderr has only that of the shell.
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
 * The durations of several things. They run in turn, so that other load slows them alike; the first
 * runs are not counted.
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

/** The ratio of the CPU time to that of `other`: the median of the ratios of single runs. */
export function ratio(measure: Measure, other: Measure): number {
  return median(measure.samples.map(({ cpuMs }, run) => cpuMs / other.samples[run]!.cpuMs));
}

/** The median; of an even count, the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * A Markdown table as `deno fmt` writes it, with all columns but the first aligned to the right.
 */
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

/** Milliseconds in a table: `0.42`, `3.1`, `12,345`. */
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
