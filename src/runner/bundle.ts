/** Migrations in the form that an application embeds. `penumbra bundle` writes it; do not write it by hand. */
export interface Bundle {
  /** The version of this format. `migrate` refuses any other. */
  readonly format: 1;
  /** The program that wrote it, such as `"penumbra 0.1.0"`. */
  readonly maker: string;
  /** All migrations, in the order they run. */
  readonly migrations: readonly BundledMigration[];
  /**
   * The objects of the schema after the last migration, such as `"table users"`, each with a hash of its SQL.
   * `migrate` compares them with the database to report drift; if it is empty, nothing is compared.
   */
  readonly objects: Readonly<Record<string, string>>;
}

/** One migration, split into statements, so that the runner needs no SQL parser. */
export interface BundledMigration {
  /** Its version, and its name if it has one: `"0003_bio"`. Unique in the bundle. */
  readonly id: string;
  /** The SHA-256 of its file with LF line ends, in hex. */
  readonly checksum: string;
  /** The SHA-256 of its statements without comments and white space, in hex; a cosmetic edit keeps it. */
  readonly meaning: string;
  /** The SHA-256 of the previous migration's `chain` and this file, in hex: identifies the history so far. */
  readonly chain: string;
  /** Its statements in order, without BEGIN and COMMIT, which the runner adds. */
  readonly statements: readonly string[];
  /**
   * What foreign keys are set to while it runs: as its `PRAGMA foreign_keys` says, or `"off"` if it drops a
   * table and renames another to that name. Absent: the setting of the connection is kept.
   */
  readonly foreignKeys?: "on" | "off";
  /** With `foreignKeys: "off"`: the tables that it drops, in lower case. */
  readonly drops?: readonly string[];
  /**
   * The ids of the migrations that it replaces, after `penumbra squash` or with a baseline. A database that
   * has run all of them counts it as applied.
   */
  readonly covers?: readonly string[];
  /** The indexes, from 0, of statements that cannot run in a transaction, such as VACUUM. */
  readonly outside?: readonly number[];
}
