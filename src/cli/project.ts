import { isAbsolute, join, resolve } from "node:path";
import { match } from "../base/match.ts";
import { DEFAULT_MIGRATIONS, type ProjectOptions } from "../commands/options.ts";
import type { Declared } from "../sql/declared.ts";
import { parseSource } from "../sources/source.ts";
import type { Config } from "./config/config.ts";
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
  const declared = withoutAbsent({ functions, collations, modules, extensions });
  const { migrations, schema, authToken: _secret, ...others } = project;
  const given = {
    ...others,
    ...(migrations === undefined ? {} : { migrations: pathFromHere(migrations, origins) }),
    ...(schema === undefined ? {} : { schema: schema.map((it) => sourceFromHere(it, origins)) }),
  };
  const configFile = config.file === undefined ? undefined : resolve(currentFolder, config.file);
  return {
    migrations: DEFAULT_MIGRATIONS,
    schema: [],
    cache: true,
    columnOrder: "any",
    ...values,
    ...(declared && { declared }),
    ...project,
    ...given,
    format,
    verbose,
    workingDirectory: config.folder,
    origin: { given, ...(configFile === undefined ? {} : { configFile }) },
  };
}

/** The fields that are set; undefined if none is. */
function withoutAbsent(
  declared: {
    readonly [Key in keyof Declared]: Declared[Key] | undefined;
  },
): Declared | undefined {
  const there = Object.entries(declared).filter(([, value]) => value !== undefined);
  return there.length === 0 ? undefined : Object.fromEntries(there) as Declared;
}

/** The request with the configuration added to its own options. */
export function withConfig(request: VerbRequest, origins: Origins): VerbRequest {
  const { renames: known = [] } = origins.config.values;
  const answers = <Options extends { readonly renames: readonly string[] }>(options: Options) => ({
    ...options,
    renames: [...known, ...options.renames],
  });
  return match(request)
    .returnType<VerbRequest>()
    .with({ verb: "init" }, (it) => {
      const { from } = it.options;
      return from === undefined
        ? it
        : { ...it, options: { ...it.options, from: sourceFromHere(from, origins) } };
    })
    .with({ verb: "hook" }, { verb: "squash" }, { verb: "upgrade-test" }, (it) => it)
    .with({ verb: "generate" }, (it) => ({ ...it, options: answers(it.options) }))
    .with({ verb: "check" }, (it) => ({ ...it, options: answers(it.options) }))
    .with({ verb: "rebase" }, (it) => ({ ...it, options: answers(it.options) }))
    .with({ verb: "diff" }, (it) => {
      const { from, to, ...options } = answers(it.options);
      const sources = {
        ...(from === undefined ? {} : { from: sourceFromHere(from, origins) }),
        ...(to === undefined ? {} : { to: sourceFromHere(to, origins) }),
      };
      return { ...it, options: { ...options, ...sources } };
    })
    .with({ verb: "convert" }, (it) => ({
      ...it,
      options: { ...it.options, folder: pathFromHere(it.options.folder, origins) },
    }))
    .with({ verb: "apply" }, (it) => {
      const { database, backup, ...options } = it.options;
      const folder = typeof backup === "string" ? pathFromHere(backup, origins) : backup;
      const named = database === undefined ? {} : { database: databaseFromHere(database, origins) };
      return { ...it, options: { ...options, ...named, backup: folder } };
    })
    .with({ verb: "rehearse" }, (it) => {
      const { database, ...options } = it.options;
      return { ...it, options: { ...options, database: databaseFromHere(database, origins) } };
    })
    .with({ verb: "status" }, { verb: "doctor" }, (it) => ({
      ...it,
      options: { database: databaseFromHere(it.options.database, origins) },
    }))
    .with({ verb: "bundle" }, (it) => {
      const { output } = it.options;
      return output === undefined
        ? it
        : { ...it, options: { output: pathFromHere(output, origins) } };
    })
    .with({ verb: "inspect" }, (it) => ({
      ...it,
      options: { source: sourceFromHere(it.options.source, origins) },
    }))
    .exhaustive();
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
