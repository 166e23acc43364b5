/** Information in the first line of a migration of ours. It is a hint that nothing relies on. */
export interface Head {
  /** The first digits of the previous migration's key. */
  readonly parent: string;
  /** The first digits of the fingerprint of the previous schema. */
  readonly pre: string;
}

/**
 * The parsed first line of a migration of ours; undefined if there is none, or it was written by
 * hand.
 */
export function headOf(text: string): Head | undefined {
  const found = /^[^\S\r\n]*-- Made by penumbra [^\r\n]*: parent=([0-9a-f]{12}) pre=([0-9a-f]{12})/m
    .exec(
      text,
    );
  return found === null ? undefined : { parent: found[1]!, pre: found[2]! };
}
