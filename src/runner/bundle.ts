/** Migrations as an application carries them; `penumbra bundle` writes it. */
export interface Bundle {
  /** The form of this value; another number was written for another runner. */
  readonly format: 1;
  /** What wrote it, such as "penumbra 0.1.0". */
  readonly maker: string;
  /** In the order they run. */
  readonly migrations: readonly BundledMigration[];
  /**
   * What the schema consists of after the last one: "table users" and the like, each with a hash of
   * its text. Empty where nobody has worked it out.
   */
  readonly objects: Readonly<Record<string, string>>;
}

/** One migration, ready to run: no SQL has to be understood for it. */
export interface BundledMigration {
  /** What names it: the version, and the name where there is one. */
  readonly id: string;
  /** SHA-256 of its text with LF line ends, in hex. */
  readonly checksum: string;
  /** SHA-256 of its statements without comments and white space: a cosmetic edit keeps it. */
  readonly meaning: string;
  /** Names the whole history up to it. */
  readonly chain: string;
  /** Without BEGIN and COMMIT, which are the runner's. */
  readonly statements: readonly string[];
  /** What the file itself sets foreign keys to; as they are found where it says nothing. */
  readonly foreignKeys?: "on" | "off";
  /** The tables that it drops while it wants foreign keys off, in lower case. */
  readonly drops?: readonly string[];
  /** The ids of those that it stands for: a database that has run them all needs none of it. */
  readonly covers?: readonly string[];
  /** The statements that cannot run in a transaction, by index: VACUUM and such. */
  readonly outside?: readonly number[];
}
