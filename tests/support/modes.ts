/** How a runner may run a migration. */
export interface RunMode {
  readonly transaction: boolean;
  readonly foreignKeys: boolean;
  /** Whether legacy_alter_table is on, as in Android's SQLite. */
  readonly legacy: boolean;
}

/** The mode in words, as in `answers.json` of a golden case. */
export function modeName({ transaction, foreignKeys, legacy }: RunMode): string {
  return `${transaction ? "transaction" : "autocommit"}, foreign keys ${
    foreignKeys ? "on" : "off"
  }${legacy ? ", legacy_alter_table" : ""}`;
}

/** Applies the settings of the mode to the connection. */
export function setMode(
  database: { readonly run: (sql: string) => unknown },
  { foreignKeys, legacy }: Pick<RunMode, "foreignKeys" | "legacy">,
): void {
  database.run(`PRAGMA foreign_keys = ${foreignKeys ? "ON" : "OFF"}`);
  database.run(`PRAGMA legacy_alter_table = ${legacy ? "ON" : "OFF"}`);
}
