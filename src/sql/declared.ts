/** An SQL function that an application registers. */
export interface DeclaredFunction {
  /** The number of arguments. Default: any number. */
  readonly arguments?: number;
  /**
   * Whether equal arguments always give equal results, which indexes and generated columns require. Default false.
   * https://www.sqlite.org/deterministic.html
   */
  readonly deterministic?: boolean;
}

/** A loadable extension of SQLite: native code, which runs with your rights. https://www.sqlite.org/loadext.html */
export interface DeclaredExtension {
  /** The path of the file; `.so`, `.dylib` or `.dll` may be left out. */
  readonly path: string;
  /** The SHA-256 of the file in hex, or a list with one for each platform. Any other file is refused. */
  readonly sha256: string | readonly string[];
}

/**
 * What an application registers when it opens its database, so that SQL may use it. Schemas and migrations are run
 * without your code: stand-ins with the same names replace it.
 */
export interface Declared {
  /** Functions, by name. */
  readonly functions?: Readonly<Record<string, DeclaredFunction>>;
  /** The names of collations. */
  readonly collations?: readonly string[];
  /** The names of virtual table modules, such as `vec0`. */
  readonly modules?: readonly string[];
  /** Extensions to load instead of using stand-ins. */
  readonly extensions?: readonly DeclaredExtension[] | undefined;
}
