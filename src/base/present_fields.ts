/** The fields that may be undefined as optional ones. */
export type PresentFields<Fields> =
  & { readonly [Key in keyof Fields as undefined extends Fields[Key] ? never : Key]: Fields[Key] }
  & {
    readonly [Key in keyof Fields as undefined extends Fields[Key] ? Key : never]?: Exclude<
      Fields[Key],
      undefined
    >;
  };

/** The fields that are not undefined: for several at once; a single one is spread under a condition. */
export function presentFields<Fields extends object>(fields: Fields): PresentFields<Fields> {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as PresentFields<Fields>;
}
