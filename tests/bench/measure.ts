import process from "node:process";

/** What something took: medians, in milliseconds. */
export interface Measure {
  /** User and system time; of a child, with the processes that it waited for. */
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly runs: number;
}

export interface MeasureOptions {
  readonly runs: number;
  /** Runs before each run, unmeasured: to bring things back to where they were. */
  readonly before?: () => void | Promise<void>;
}

/**
 * Measures a function in this process, after one run that nobody measures. The CPU time is the
 * whole process's, other threads included.
 */
export async function measureHere(
  work: () => unknown,
  { runs, before = () => {} }: MeasureOptions,
): Promise<Measure> {
  const samples: Sample[] = [];
  for (let run = 0; run <= runs; run++) {
    await before();
    const cpuBefore = process.cpuUsage();
    const wallBefore = performance.now();
    await work();
    const wallMs = performance.now() - wallBefore;
    const { user, system } = process.cpuUsage(cpuBefore);
    if (run > 0) samples.push({ cpuMs: (user + system) / 1000, wallMs });
  }
  return medians(samples);
}

/**
 * Measures a command, after one run that nobody measures. Throws, with what the command printed,
 * when it exits with another code than expected. The clock is bash's own `time`, which counts in
 * milliseconds and asks the system for the child's resources; `/proc` counts in hundredths.
 */
export async function measureCommand(
  command: readonly string[],
  { runs, before = () => {}, cwd, env, code = 0 }: MeasureOptions & {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    /** The exit code that means success here. */
    readonly code?: number;
  },
): Promise<Measure> {
  const samples: Sample[] = [];
  for (let run = 0; run <= runs; run++) {
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
    if (run > 0) samples.push({ cpuMs: (user! + system!) * 1000, wallMs: wall! * 1000 });
  }
  return medians(samples);
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

interface Sample {
  readonly cpuMs: number;
  readonly wallMs: number;
}

function medians(samples: readonly Sample[]): Measure {
  return {
    cpuMs: median(samples.map(({ cpuMs }) => cpuMs)),
    wallMs: median(samples.map(({ wallMs }) => wallMs)),
    runs: samples.length,
  };
}
