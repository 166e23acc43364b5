/** A function that an application registers. */
export interface DeclaredFunction {
  /** The number of arguments; any number if absent. */
  readonly arguments?: number;
  /**
   * Whether equal arguments give equal results, as indexes and generated columns require. Default
   * false.
   */
  readonly deterministic?: boolean;
}

/** A library of native code that an application loads into its database. */
export interface DeclaredExtension {
  /** Without `.so`, `.dylib` or `.dll`, the one that exists is used. */
  readonly path: string;
  /** The SHA-256 of the file in hex digits, or several, one per build. */
  readonly sha256: string | readonly string[];
}

/** What an application registers when it opens its database, so that SQL may use it. */
export interface Declared {
  readonly functions?: Readonly<Record<string, DeclaredFunction>>;
  readonly collations?: readonly string[];
  /** The modules of virtual tables. */
  readonly modules?: readonly string[];
  /** Extensions that are loaded, so that no stand-in replaces them. */
  readonly extensions?: readonly DeclaredExtension[] | undefined;
}
