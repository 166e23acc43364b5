/** A function that an application registers. */
export interface DeclaredFunction {
  /** How many arguments it takes; any number when absent. */
  readonly arguments?: number;
  /** Whether equal arguments give equal values, as indexes and generated columns need. Default false. */
  readonly deterministic?: boolean;
}

/** What an application registers before it opens its database, so that its SQL may name it. */
export interface Declared {
  readonly functions?: Readonly<Record<string, DeclaredFunction>>;
  readonly collations?: readonly string[];
  /** The modules of virtual tables. */
  readonly modules?: readonly string[];
}
