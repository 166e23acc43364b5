/** A function that an application registers. */
export interface DeclaredFunction {
  /** How many arguments it takes; any number when absent. */
  readonly arguments?: number;
  /** Whether equal arguments give equal values, as indexes and generated columns need. Default false. */
  readonly deterministic?: boolean;
}

/** A library of native code that an application loads into its database. */
export interface DeclaredExtension {
  /** Without `.so`, `.dylib` or `.dll` it stands for whichever of them is there. */
  readonly path: string;
  /** The SHA-256 of its bytes in hex digits, or one for each machine's build. */
  readonly sha256: string | readonly string[];
}

/** What an application registers before it opens its database, so that its SQL may name it. */
export interface Declared {
  readonly functions?: Readonly<Record<string, DeclaredFunction>>;
  readonly collations?: readonly string[];
  /** The modules of virtual tables. */
  readonly modules?: readonly string[];
  /** What is loaded instead of being stood in for. */
  readonly extensions?: readonly DeclaredExtension[];
}
