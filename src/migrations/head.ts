/** What the first line of a migration of ours says that it was made for; hints, and nothing to rely on. */
export interface Head {
  /** The first digits of the key of the migration before. */
  readonly parent: string;
  /** The first digits of the fingerprint of the schema before. */
  readonly pre: string;
}

/** The first line of a migration of ours; undefined where it is none, or was filled in by hand. */
export function headOf(text: string): Head | undefined {
  const found = /^[^\S\r\n]*-- Made by penumbra [^\r\n]*: parent=([0-9a-f]{12}) pre=([0-9a-f]{12})/m
    .exec(
      text,
    );
  return found === null ? undefined : { parent: found[1]!, pre: found[2]! };
}
