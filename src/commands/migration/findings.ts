import type { Diagnostic } from "../../base/diagnostic.ts";
import { findDataLoss } from "../../lint/data_loss.ts";
import type { Migration } from "../../migrations/directory.ts";

/**
 * What is unsafe in these migrations, in file order. A history that was there before penumbra is let
 * be: judged are the first migration that it made, and all that follow.
 */
export function unsafeMigrations(migrations: readonly Migration[]): Diagnostic[] {
  const first = migrations.findIndex(({ source }) =>
    // Not \s: from each of many empty lines it would go on to the last of them.
    /^\ufeff?[^\S\r\n]*-- Made by penumbra /m.test(source.text)
  );
  return first < 0 ? [] : migrations.slice(first).flatMap(({ source }) => findDataLoss(source));
}
