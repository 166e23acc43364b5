const encoder = new TextEncoder();

/**
 * A non-cryptographic hash of sixteen hex digits: FNV-1a over UTF-16 units, twice. Many times as
 * fast as SHA-256 for many small texts, and synchronous. http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function quickHash(text: string): string {
  let [low, high] = [0x811c9dc5, 0x01000193];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + index), 0x01000193);
  }
  const digits = (value: number) => (value >>> 0).toString(16).padStart(8, "0");
  return digits(low) + digits(high);
}

/**
 * The SHA-256 of the concatenated parts, as 64 hex digits. Text counts as its UTF-8 bytes. Uses
 * WebCrypto, since loading `node:crypto` costs more than hashing a thousand files; in Bun its own
 * hasher, since WebCrypto starts threads there, which takes even longer.
 */
export async function sha256(...parts: readonly (string | Uint8Array)[]): Promise<string> {
  const { Bun } = globalThis as { readonly Bun?: Hashers };
  if (Bun === undefined) return await webSha256(parts);
  const hasher = new Bun.CryptoHasher("sha256");
  for (const part of parts) hasher.update(part);
  return hasher.digest("hex");
}

/**
 * The sum of the SHA-256 of texts, in any order, as 64 hex digits: computed from a `known` sum, if it
 * is not empty, without the texts in `less` and with those in `more`.
 */
export async function changedSum(
  known: string,
  { less, more }: { readonly less: readonly string[]; readonly more: readonly string[] },
): Promise<string> {
  const sumOf = async (texts: readonly string[]) =>
    (await Promise.all(texts.map(async (text) => BigInt(`0x${await sha256(text)}`))))
      .reduce((sum, hash) => sum + hash, 0n);
  const sum = BigInt(`0x${known || "0"}`) - await sumOf(less) + await sumOf(more);
  return BigInt.asUintN(256, sum).toString(16).padStart(64, "0");
}

/** The SHA-384 of a text, as 96 hex digits. */
export async function sha384(text: string): Promise<string> {
  return hexOf(await crypto.subtle.digest("SHA-384", encoder.encode(text)));
}

/** The part of Bun that is used here. https://bun.com/docs/api/hashing#bun-cryptohasher */
interface Hashers {
  readonly CryptoHasher: new (algorithm: "sha256") => {
    update(part: string | Uint8Array): void;
    digest(encoding: "hex"): string;
  };
}

/**
 * The HMAC-SHA-256 of a text with a secret of 64 hex digits, as 64 hex digits: nobody can compute
 * it without the secret.
 * https://www.rfc-editor.org/rfc/rfc2104
 */
export async function hmacSha256(secret: string, text: string): Promise<string> {
  // Built on the hash that is fast in each runtime; the secret is shorter than a block.
  const key = bytesOf(secret);
  const block = (pad: number) =>
    Uint8Array.from({ length: BLOCK_BYTES }, (_, index) => (key[index] ?? 0) ^ pad);
  return await sha256(block(0x5c), bytesOf(await sha256(block(0x36), text)));
}

/** The block size of SHA-256. */
const BLOCK_BYTES = 64;

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}

async function webSha256(parts: readonly (string | Uint8Array)[]): Promise<string> {
  const chunks = parts.map((part) => typeof part === "string" ? encoder.encode(part) : part);
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return hexOf(await crypto.subtle.digest("SHA-256", bytes));
}

function hexOf(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
