import process from "node:process";
import { isCancel, log, select, text } from "npm:@clack/prompts@1.9.0";
import { match } from "../../base/match.ts";
import { affinityOf } from "../../schema/constraints/affinity.ts";
import { visibleLine } from "../../report/visible.ts";
import { Interrupted } from "./interrupted.ts";
import type {
  ChoiceQuestion,
  FillQuestion,
  Question,
  RenameQuestion,
} from "../../commands/answers/question.ts";

/**
 * Asks in the terminal, on stderr, since stdout is for data. Call it only if stdin and stderr are
 * terminals: the library waits forever on a stdin that is not (seen in 1.9.0). Throws `Interrupted`
 * on Ctrl-C and Escape: for a rename, no answer would mean "drop it".
 */
export async function ask(question: Question): Promise<string | undefined> {
  return await match(question)
    .returnType<Promise<string | undefined>>()
    .with({ kind: "rename" }, askRename)
    .with({ kind: "fill" }, askFill)
    .with({ kind: "choice" }, askChoice)
    .exhaustive();
}

/**
 * stderr with a size: a terminal that has not told its own yet, as those of containers and editors,
 * has 0 columns, and the library would put each letter on a line of its own (seen in 1.9.0).
 */
function output(): typeof process.stderr {
  const { stderr } = process;
  if (stderr.columns > 0 && stderr.rows > 0) return stderr;
  return new Proxy(stderr, {
    get(stream, name) {
      if (name === "columns" || name === "rows") return stream[name] || USUAL_SIZE[name];
      const value: unknown = Reflect.get(stream, name, stream);
      return typeof value === "function" ? value.bind(stream) : value;
    },
  });
}

const USUAL_SIZE = { columns: 80, rows: 24 };

/** The value of the choice "none of them", which no candidate has. */
const NEITHER = 0;

async function askRename({ subject, table, after, candidates }: RenameQuestion) {
  const place = table === undefined ? "" : ` of "${table}"`;
  const answer = await select<string | typeof NEITHER>({
    message: visibleLine(`Was ${subject} "${after}"${place} renamed?`),
    options: [
      ...candidates.map((before) => ({
        value: before,
        label: visibleLine(`Yes, it was "${before}" before`),
        hint: "its data stays",
      })),
      { value: NEITHER, label: "No, it is new", hint: "the data of what is dropped is lost" },
    ],
    output: output(),
  });
  if (isCancel(answer)) throw new Interrupted();
  return answer === NEITHER ? undefined : answer;
}

async function askFill({ table, column, type, problem }: FillQuestion) {
  if (problem !== undefined) log.error(visibleLine(problem), { output: output() });
  const answer = await text({
    message: visibleLine(
      problem === undefined
        ? `Column "${column}" of "${table}" is NOT NULL. What do existing rows get?`
        : `Column "${column}" of "${table}" still needs a value. What do existing rows get?`,
    ),
    placeholder: `an SQL expression such as ${exampleFor(type)}; leave it empty to stop`,
    output: output(),
  });
  if (isCancel(answer)) throw new Interrupted();
  const sql = (answer ?? "").trim();
  return sql === "" ? undefined : sql;
}

async function askChoice({ message, options }: ChoiceQuestion) {
  const answer = await select<string>({
    message: visibleLine(message),
    options: options.map(({ label, hint }) => ({
      value: label,
      label: visibleLine(label),
      ...(hint && { hint: visibleLine(hint) }),
    })),
    output: output(),
  });
  if (isCancel(answer)) throw new Interrupted();
  return answer;
}

/** An example value for a column of this type. */
function exampleFor(type: string): string {
  const affinity = affinityOf(type);
  return affinity === "text" ? "''" : affinity === "real" ? "0.0" : "0";
}
