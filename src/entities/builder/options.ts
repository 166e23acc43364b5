import { suggest } from "../../base/suggest.ts";
import type {
  ConflictOption,
  PrimaryKeyOptions,
  ReferenceOptions,
  UniqueOptions,
} from "./column.ts";

/** The options, as they were passed. Throws a TypeError if there is no option of one of the names. */
type Check<Options> = (options?: Options) => Options;

/** A schema is run without a type check, which would find a misspelled option. */
function withNames<Options extends object>(
  known: { readonly [Key in keyof Required<Options>]: true },
): Check<Options> {
  const names = Object.keys(known);
  return (options = {} as Options) => {
    if (typeof options !== "object" || options === null) {
      throw new TypeError(`${JSON.stringify(options)} is not an object with options`);
    }
    const unknown = Object.keys(options).find((key) => !names.includes(key));
    if (unknown === undefined) return options;
    const meant = suggest(unknown, names);
    const use = meant === undefined ? `use one of ${names.join(", ")}` : `use ${meant}`;
    throw new TypeError(`there is no option "${unknown}": ${use}`);
  };
}

export const conflictOptions = withNames<ConflictOption>({ onConflict: true });
export const uniqueOptions = withNames<UniqueOptions>({ name: true, onConflict: true });
export const primaryKeyOptions = withNames<PrimaryKeyOptions>({
  name: true,
  onConflict: true,
  autoincrement: true,
  descending: true,
  nullable: true,
});
export const referenceOptions = withNames<ReferenceOptions>({
  name: true,
  onDelete: true,
  onUpdate: true,
  deferred: true,
});
export const checkOptions = withNames<{ readonly name?: string }>({ name: true });
export const generatedOptions = withNames<{ readonly stored?: boolean }>({ stored: true });
