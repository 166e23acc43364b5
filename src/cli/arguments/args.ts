import { type Command, CommanderError } from "npm:commander@15.1.0";
import { counted } from "../../base/counted.ts";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { shellWords } from "../../base/shell_words.ts";
import type { Format } from "../../commands/settings/options.ts";
import { defaultsOf } from "../../commands/setting.ts";
import { PROJECT_OPTIONS } from "../../commands/settings/project_settings.ts";
import { commonSettings } from "../common_settings.ts";
import { Misuse, misuse } from "../misuse.ts";
import type { Arguments, Request } from "../request.ts";
import { ALL_FORMATS, EXPLAIN_FORMATS, FORMATS } from "./formats.ts";
import { oneOf, SettingOption } from "./library_options.ts";
import { createProgram } from "./program.ts";
import { unknownCommand } from "./unknown_command.ts";

/** The maximum and the minimum width of help, in columns, whatever the terminal has. */
const HELP_COLUMNS = { most: 80, fewest: 50 };

/**
 * Parses the arguments. Help is wrapped for a terminal with this many columns. Reads no files, and
 * prints nothing.
 */
export function readArguments(
  args: readonly string[],
  columns: () => number | undefined = () => undefined,
): Arguments {
  let request: Request | undefined;
  let formats = ALL_FORMATS;
  let shown = "";
  const program = createProgram((taken) => {
    request = taken;
    formats = formatsOf(taken);
  }, args[0]);
  const show = (text: string) => void (shown += text);
  const helpWidth = () => {
    const { most, fewest } = HELP_COLUMNS;
    return Math.max(fewest, Math.min(columns() ?? most, most));
  };
  for (const command of [program, ...program.commands]) {
    command.configureOutput({
      writeOut: show,
      writeErr: show,
      outputError: () => {},
      getOutHelpWidth: helpWidth,
      getErrHelpWidth: helpWidth,
      // The library would otherwise read environment variables, for which we may lack permission.
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    }).exitOverride((error) => {
      if (isHelp(error)) throw error;
      throw new Misuse(diagnosticOf(error, command));
    });
  }
  try {
    program.parse(withHelpLast(args), { from: "user" });
    checkFormat(request, program);
  } catch (error) {
    if (error instanceof Misuse) request = { kind: "misuse", diagnostic: error.diagnostic };
    else if (error instanceof CommanderError && isHelp(error)) {
      request = { kind: "help", text: shown, asked: error.exitCode === 0 };
    } else throw error;
  }
  if (request === undefined) throw new Error("The arguments were read without a request");
  const given = program.opts();
  const ofThese = (keys: readonly string[]) =>
    Object.fromEntries(Object.entries(given).filter(([key]) => keys.includes(key)));
  const common = commonSettings(formats);
  // An error is not reported in a format that the command does not have.
  const format = formats.find((it) => it === given["format"]) ?? "text";
  const settings = { ...defaultsOf(common), ...ofThese(Object.keys(common)), format };
  return { settings, project: ofThese([...Object.keys(PROJECT_OPTIONS), "authToken"]), request };
}

function isHelp({ code }: CommanderError): boolean {
  return ["commander.version", "commander.help", "commander.helpDisplayed"].includes(code);
}

/** The formats of the requested command. */
function formatsOf(request: Request | undefined): readonly Format[] {
  if (request?.kind === "verb") return FORMATS[request.verb];
  return request?.kind === "explain" ? EXPLAIN_FORMATS : ALL_FORMATS;
}

/** Checked once the command is known, since each has its own formats. */
function checkFormat(request: Request | undefined, program: Command): void {
  const { format } = program.opts();
  if (format === undefined) return;
  const command = request?.kind === "verb" ? request.verb : request?.kind;
  const formats = formatsOf(request);
  const what = formats === ALL_FORMATS ? "--format" : `--format of "penumbra ${command}"`;
  oneOf(what, formats, format);
}

/**
 * The arguments with a request for help moved to the end: before the command, the library would
 * take it for help about all commands.
 */
function withHelpLast(args: readonly string[]): string[] {
  const end = args.indexOf("--");
  const words = end < 0 ? args : args.slice(0, end);
  const asksHelp = (word: string) => word === "--help" || word === "-h";
  return [
    ...words.filter((word) => !asksHelp(word)),
    ...words.filter(asksHelp),
    ...args.slice(words.length),
  ];
}

/** The library's error as a diagnostic. */
function diagnosticOf({ code, message }: CommanderError, command: Command): Diagnostic {
  const line = [command.parent?.name(), command.name()].filter(Boolean).join(" ");
  const part = (pattern: RegExp) => pattern.exec(message)?.[1] ?? "";
  const help = `Run "${line} --help" to see its options`;
  const database = databaseFlag(command);
  const [word] = command.args;
  const namesOne = database !== undefined && command.registeredArguments.length === 0 &&
    command.args.length === 1;
  const pass = namesOne ? `Write ${line} ${shellWords([database, word!])}` : help;
  switch (code) {
    case "commander.unknownOption": {
      const word = part(/unknown option '(.*)'/s);
      const known = [command, command.parent].flatMap((it) => it?.options ?? [])
        .flatMap((option) => option.long ?? []);
      const state = `Cannot run "${line}": it has no option "${word}"`;
      const argument = command.registeredArguments.find((it) => word === `--${it.name()}`);
      return argument === undefined
        ? misuse("unknown-option", { message: state, word, known, hint: help })
        : misuse("unknown-option", {
          message: state,
          hint: `Write it without an option: ${line} <${argument.name()}>`,
        });
    }
    case "commander.unknownCommand":
      return unknownCommand(command, part(/unknown command '(.*)'/s));
    case "commander.optionMissingArgument": {
      const flags = part(/option '(.*)' argument missing/s);
      const state = `Cannot read ${flags}: its value is missing`;
      return misuse("missing-value", { message: state, hint: `Write ${flags}` });
    }
    case "commander.missingMandatoryOptionValue": {
      const flags = part(/option '(.*)' not specified/s);
      const state = `Cannot run "${line}": ${flags} is missing`;
      return misuse("missing-option", { message: state, hint: pass });
    }
    case "commander.missingArgument": {
      const name = part(/argument '(.*)'/s);
      const state = `Cannot run "${line}": <${name}> is missing`;
      return misuse("missing-argument", { message: state, hint: help });
    }
    case "commander.excessArguments": {
      const [, taken, count, found] = /Expected (\d+) .* but got (\d+): (.*)\.$/s.exec(message) ??
        [];
      const most = taken === "0" ? "no argument" : `at most ${counted(Number(taken), "argument")}`;
      const there = count === "1" ? `is ${found}` : `are ${count}: ${found}`;
      return misuse("too-many-arguments", {
        message: `Cannot run "${line}": it takes ${most}, and there ${there}`,
        hint: pass,
      });
    }
    default:
      return misuse("bad-arguments", {
        message: `Cannot run "${line}": ${message.replace(/^error: /, "")}`,
        hint: help,
      });
  }
}

/** The option of a command that names its database, if it has one. */
function databaseFlag({ options }: Command): string | undefined {
  return options.find((it) => it instanceof SettingOption && it.setting.takes.kind === "database")
    ?.long;
}
