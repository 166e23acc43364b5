import { isAbsolute, join, resolve } from "node:path";
import { match } from "../base/match.ts";
import {
  DEFAULT_MIGRATIONS,
  type ProjectOptions,
  type Verb,
  type VerbOptions,
} from "../commands/options.ts";
import { parseSource } from "../sources/source.ts";
import type { Config } from "./config/config.ts";
import { presentFields } from "./present_fields.ts";
import type { GivenProject, Settings, VerbRequest } from "./request.ts";

/** The sources of the options of a run. */
export interface Origins {
  readonly settings: Settings;
  readonly project: GivenProject;
  readonly config: Config;
  /** The folder to which paths on the command line are relative. */
  readonly currentFolder: string;
}

/**
 * The options of the project: the command line overrides the configuration, which overrides
 * defaults.
 */
export function projectOptions(origins: Origins): ProjectOptions {
  const { settings: { format, verbose }, project, config, currentFolder } = origins;
  const { renames: _, functions, collations, modules, extensions: named, ...values } =
    config.values;
  const extensions = named?.map((it) => ({ ...it, path: resolve(config.folder, it.path) }));
  const declared = presentFields({ functions, collations, modules, extensions });
  const { migrations, schema, authToken: _secret, ...others } = project;
  const given = {
    ...others,
    ...presentFields({
      migrations: migrations === undefined ? undefined : pathFromHere(migrations, origins),
      schema: schema?.map((it) => sourceFromHere(it, origins)),
    }),
  };
  const configFile = config.file === undefined ? undefined : resolve(currentFolder, config.file);
  return {
    migrations: DEFAULT_MIGRATIONS,
    schema: [],
    cache: true,
    columnOrder: "any",
    ...values,
    ...(Object.keys(declared).length > 0 && { declared }),
    ...project,
    ...given,
    format,
    verbose,
    workingDirectory: config.folder,
    origin: { given, ...presentFields({ configFile }) },
  };
}

/**
 * The request with the renames of the configuration added to its own, and with what it names
 * relative to the configuration's folder.
 */
export function withConfig(request: VerbRequest, origins: Origins): VerbRequest {
  const { renames = [] } = origins.config.values;
  const options: Record<string, unknown> = { ...request.options };
  if ("renames" in request.options) options["renames"] = [...renames, ...request.options.renames];
  for (const [name, fromHere] of Object.entries(NAMING_OPTIONS[request.verb])) {
    const text = options[name];
    if (typeof text === "string") options[name] = fromHere(text, origins);
  }
  return { ...request, options } as VerbRequest;
}

/** Makes something that is named on the command line relative to the configuration's folder. */
type FromHere = (text: string, origins: Origins) => string;

/** The options of commands that name a path, a database or another source. */
const NAMING_OPTIONS: {
  readonly [Name in Verb]: { readonly [Option in keyof VerbOptions[Name]]?: FromHere };
} = {
  init: { from: sourceFromHere },
  generate: {},
  check: {},
  rebase: {},
  diff: { from: sourceFromHere, to: sourceFromHere },
  inspect: { source: sourceFromHere },
  squash: {},
  convert: { folder: pathFromHere },
  apply: { database: databaseFromHere, backup: pathFromHere },
  rehearse: { database: databaseFromHere },
  status: { database: databaseFromHere },
  doctor: { database: databaseFromHere },
  "upgrade-test": {},
  bundle: { output: pathFromHere },
  hook: {},
};

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
