/** Unique names in TypeScript. */
export interface Identifiers {
  /** Returns the name as an identifier, with a suffix if it is taken. */
  give(name: string, suffix: string): string;
}

/** Names for exports, different from those in use. */
export function identifiers(taken: Iterable<string>): Identifiers {
  const all = new Set([...taken, ...RESERVED]);
  return {
    give(name, suffix) {
      const plain = identifierOf(name) || suffix;
      const candidates = [plain, plain + capitalised(suffix)];
      let identifier = candidates.find((it) => !all.has(it));
      for (let number = 2; identifier === undefined; number++) {
        const numbered = `${candidates[1]}${number}`;
        if (!all.has(numbered)) identifier = numbered;
      }
      all.add(identifier);
      return identifier;
    },
  };
}

/** The key in an object literal, unquoted if possible. */
export function keyText(key: string): string {
  // Unquoted, this one would set the prototype.
  if (key === "__proto__") return '["__proto__"]';
  return isIdentifier(key) ? key : JSON.stringify(key);
}

/** The access to a key: `.email`, or `["e-mail"]`. */
export function accessText(key: string): string {
  return isIdentifier(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function isIdentifier(text: string): boolean {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(text);
}

/** `user_accounts` as `userAccounts`; characters that no identifier may contain separate words. */
function identifierOf(name: string): string {
  const words = name.split(/[^\p{ID_Continue}]+|_+/u).filter((word) => word !== "");
  const joined = words.map((word, index) => index === 0 ? word : capitalised(word)).join("");
  return /^\p{ID_Start}/u.test(joined) || joined === "" ? joined : `_${joined}`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const RESERVED =
  ("arguments await break case catch class const continue debugger default delete do " +
    "else enum eval export extends false finally for function if implements import in instanceof " +
    "interface let new null package private protected public return static super switch this throw " +
    "true try typeof undefined var void while with yield").split(" ");
