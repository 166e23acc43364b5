import { isAbsolute, join, resolve } from "node:path";
import { match } from "../base/match.ts";
import { presentFields } from "../base/present_fields.ts";
import type { AnswerOptions } from "../commands/answers/answer_options.ts";
import { forFolder } from "../commands/settings/for_folder.ts";
import type { ProjectOptions } from "../commands/settings/options.ts";
import { defaultsOf, type SettingTable, type Taken } from "../commands/setting.ts";
import { declaredIn, PROJECT_OPTIONS, SETTINGS } from "../commands/settings/project_settings.ts";
import { VERB_SETTINGS } from "../commands/settings/verb_settings.ts";
import { parseSource } from "../sources/source.ts";
import type { Settings } from "./common_settings.ts";
import type { Config } from "./config/config.ts";
import type { GivenProject, VerbRequest } from "./request.ts";

/** The sources of the options of a run. */
export interface Origins {
  readonly settings: Settings;
  readonly project: GivenProject;
  readonly config: Config;
  /** The folder to which paths on the command line are relative. */
  readonly currentFolder: string;
  /** The answers on the command line, if the command takes any. */
  readonly answers?: AnswerOptions | undefined;
}

/**
 * The options of the project: the command line overrides the configuration, which overrides
 * defaults.
 */
export function projectOptions(origins: Origins): ProjectOptions {
  const { settings: { format, verbose }, project, config, currentFolder, answers } = origins;
  const { renames: _, functions, collations, modules, extensions: named, ...values } =
    config.values;
  const extensions = named?.map((it) => ({ ...it, path: resolve(config.folder, it.path) }));
  const declared = declaredIn(presentFields({ functions, collations, modules, extensions }));
  const { authToken, ...typed } = project;
  const given = allFromHere(typed, PROJECT_OPTIONS, origins);
  const configFile = config.file === undefined ? undefined : resolve(currentFolder, config.file);
  const workingDirectory = config.folder;
  const configured = { ...defaultsOf(SETTINGS), ...values, workingDirectory };
  // A configuration without a folder is about the one on the command line.
  const folder = values.migrations && given.migrations;
  return {
    ...(folder === undefined ? configured : forFolder(folder, configured)),
    ...given,
    ...presentFields({ declared, authToken }),
    format,
    verbose,
    origin: { given, ...presentFields({ configFile, answers }) },
  };
}

/**
 * The request with the renames of the configuration added to its own, and with what it names
 * relative to the configuration's folder.
 */
export function withConfig(request: VerbRequest, origins: Origins): VerbRequest {
  const { renames = [] } = origins.config.values;
  const options = allFromHere(request.options, VERB_SETTINGS[request.verb].options, origins);
  return {
    ...request,
    options: "renames" in options
      ? { ...options, renames: [...renames, ...options.renames] }
      : options,
  } as VerbRequest;
}

/** Values of the command line, with what they name relative to the configuration's folder. */
function allFromHere<Values extends object>(
  values: Values,
  table: SettingTable,
  origins: Origins,
): Values {
  const entries = Object.entries(values).map(([key, value]) => {
    const takes = table[key]?.takes;
    return [key, takes === undefined ? value : fromHere(value, takes, origins)];
  });
  return Object.fromEntries(entries);
}

function fromHere(value: unknown, takes: Taken, origins: Origins): unknown {
  if (Array.isArray(value) && takes.kind === "sources") {
    return value.map((it) => sourceFromHere(it, origins));
  }
  // A path may also be turned off.
  if (typeof value !== "string") return value;
  switch (takes.kind) {
    case "path":
      return pathFromHere(value, origins);
    case "source":
      return sourceFromHere(value, origins);
    case "database":
      return databaseFromHere(value, origins);
    default:
      return value;
  }
}

/** A path on the command line, relative to the configuration's folder. */
function pathFromHere(path: string, { config, currentFolder }: Origins): string {
  const same = config.folder === currentFolder || isAbsolute(path);
  return same ? path : join(currentFolder, path);
}

/** A database on the command line, whose name may also be a URL. */
function databaseFromHere(database: string, origins: Origins): string {
  const isAddress = /^[a-z][a-z0-9+.-]+:/i.test(database);
  return isAddress ? sourceFromHere(database, origins) : pathFromHere(database, origins);
}

/** A source on the command line. An invalid one is kept for the command to report. */
function sourceFromHere(source: string, origins: Origins): string {
  const read = parseSource(source);
  if (!read.ok) return source;
  return match(read.value)
    .returnType<string>()
    .with({ kind: "empty" }, () => source)
    .with({ kind: "sql" }, { kind: "entities" }, ({ path }) => pathFromHere(path, origins))
    .with({ kind: "database" }, ({ path }) => {
      const escaped = pathFromHere(path, origins).replace(/[%?#]/g, encodeURIComponent);
      return `file:${escaped}`;
    })
    .with({ kind: "command" }, { kind: "server" }, () => source)
    .with({ kind: "migrations" }, ({ path, upTo }) => {
      const folder = pathFromHere(path, origins);
      return `migrations:${folder}${upTo === undefined ? "" : `@${upTo}`}`;
    })
    .exhaustive();
}
