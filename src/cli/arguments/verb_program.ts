import type { Command } from "npm:commander@15.1.0";
import type { Verb, VerbOptions } from "../../commands/options.ts";

/** Adds a command with its summary. */
export type AddVerb = (name: Verb, summary: string) => Command;

/** Called with the requested command and its options; those that were not given may be undefined. */
export type TakeVerb = <Name extends Verb>(
  verb: Name,
  options: MaybeUndefined<VerbOptions[Name]>,
) => void;

type MaybeUndefined<Options> = {
  readonly [Key in keyof Options]: Partial<Pick<Options, Key>> extends Pick<Options, Key>
    ? Options[Key] | undefined
    : Options[Key];
};
