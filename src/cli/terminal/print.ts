import type { Diagnostic } from "../../base/diagnostic.ts";
import { FINDING_FORMATS } from "../../commands/settings/options.ts";
import type { ExitCode, Outcome } from "../../commands/outcome.ts";
import type { Terminal } from "../../host/process/terminal.ts";
import type { Line } from "../../report/style.ts";
import { harmless, visibleLine } from "../../report/visible.ts";
import type { Settings } from "../common_settings.ts";
import type { Output } from "./output.ts";

/** Where and how to print diagnostics. */
export interface PrintTarget {
  readonly terminal: Terminal;
  readonly settings: Pick<Settings, "color"> & Partial<Pick<Settings, "verbose">>;
}

/** Where and how to print an outcome. */
export interface Printing extends PrintTarget {
  readonly settings: Settings;
  readonly output: Output;
}

/**
 * Prints an outcome: data to stdout, diagnostics and words to stderr; as JSON everything in one
 * object, and in the formats of services the diagnostics as data. Returns the exit code, which is 3
 * if stdout cannot be written.
 */
export async function printOutcome(outcome: Outcome, printing: Printing): Promise<ExitCode> {
  const { terminal, output } = printing;
  output.clear();
  try {
    const text = await textFor(outcome, printing);
    terminal.write("stdout", text.data);
    await printDiagnostics(text.diagnostics, printing);
    output.say(text.words);
    return outcome.exitCode;
  } catch (error) {
    return await reportUnwritable(error, printing);
  }
}

/** Reports that stdout cannot be written; returns the exit code. */
export async function reportUnwritable(error: unknown, target: PrintTarget): Promise<ExitCode> {
  const { fileDiagnostic } = await import("../../host/files/file_errors.ts");
  await printDiagnostics([fileDiagnostic("write", "standard output", error)], target);
  return 3;
}

/** The texts for stdout and stderr. */
async function textFor(
  outcome: Outcome,
  target: Printing,
): Promise<{ data: string } & Pick<Required<Outcome>, "diagnostics" | "words">> {
  const { exitCode, diagnostics, data, lines = [], words = [], facts } = outcome;
  const { terminal, settings } = target;
  const { format } = settings;
  const service = FINDING_FORMATS.find((it) => it === format);
  if (service !== undefined) {
    const { renderFindings } = await import("../finding_formats.ts");
    const found = await renderFindings(diagnostics, service, settings);
    return { data: shownAs(found, terminal), diagnostics: [], words };
  }
  if (format !== "json") {
    const text = data === undefined
      ? await renderLines(lines, target)
      : shownAs(data.replace(/(?<=[^\n])$/, "\n"), terminal);
    return { data: text, diagnostics, words };
  }
  const { renderJson } = await import("../../report/diagnostics/json.ts");
  const report = { ok: exitCode === 0, diagnostics, ...(facts !== undefined && { facts }) };
  return { data: shownAs(renderJson(report), terminal), diagnostics: [], words: [] };
}

/** Data for stdout: a file gets it as it is; a terminal would interpret control characters. */
function shownAs(data: string, terminal: Terminal): string {
  return terminal.isTerminal("stdout") ? harmless(data) : data;
}

/** Lines for people, coloured in a terminal where they have a style. */
async function renderLines(lines: readonly Line[], target: PrintTarget): Promise<string> {
  if (lines.length === 0) return "";
  const { coloured, plain } = await import("../../report/style.ts");
  const paint = wantsColor("stdout", target) ? coloured : plain;
  const shown = lines.map((line) =>
    typeof line === "string" ? visibleLine(line) : paint(line.style, visibleLine(line.text))
  );
  return shown.map((line) => `${line}\n`).join("");
}

/** Prints diagnostics to stderr, with similar ones merged, coloured in a terminal. */
async function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  target: PrintTarget,
): Promise<void> {
  if (diagnostics.length === 0) return;
  const { terminal, settings: { verbose = false } } = target;
  const [{ renderDiagnostics }, { groupAlike }, { coloured, plain }] = await Promise.all([
    import("../../report/diagnostics/diagnostics.ts"),
    import("../../report/diagnostics/group.ts"),
    import("../../report/style.ts"),
  ]);
  const paint = wantsColor("stderr", target) ? coloured : plain;
  const shown = verbose ? diagnostics : groupAlike(diagnostics);
  terminal.write("stderr", renderDiagnostics(shown, paint));
}

function wantsColor(
  stream: "stdout" | "stderr",
  { terminal, settings: { color } }: PrintTarget,
): boolean {
  return color === "auto" ? terminal.wantsColor ?? terminal.isTerminal(stream) : color === "always";
}
