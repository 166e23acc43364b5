/**
 * Flyway's checksum: CRC-32 over the lines without line endings and byte order mark, as a signed
 * number.
 */
export function flywayChecksum(text: string): number {
  const bytes = new TextEncoder().encode(text.replace(/^\ufeff/, "").replace(/\r\n|\n|\r/g, ""));
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc;
}

/**
 * refinery's checksum, in decimal digits: SipHash-1-3, with a key of zeros, of what Rust hashes for
 * a name, a 32-bit version and a text.
 * https://docs.rs/refinery-core/latest/src/refinery_core/runner.rs.html
 */
export function refineryChecksum(
  { name, version, text }: {
    readonly name: string;
    readonly version: number;
    readonly text: string;
  },
): string {
  const number = new Uint8Array(4);
  new DataView(number.buffer).setInt32(0, version, true);
  // Rust ends each text with a byte that never occurs in text.
  const [first, last] = [name, text].map((it) => [...new TextEncoder().encode(it), 0xff]);
  return String(sipHash13(Uint8Array.of(...first!, ...number, ...last!)));
}

/** https://www.aumasson.jp/siphash/siphash.pdf, with one round per word and three at the end. */
function sipHash13(bytes: Uint8Array<ArrayBuffer>): bigint {
  // https://docs.rs/siphasher: the constants spell "somepseudorandomlygeneratedbytes".
  const v = [0x736f6d6570736575n, 0x646f72616e646f6dn, 0x6c7967656e657261n, 0x7465646279746573n];
  const words = new DataView(new ArrayBuffer(Math.floor(bytes.length / 8 + 1) * 8));
  new Uint8Array(words.buffer).set(bytes);
  words.setUint8(words.byteLength - 1, bytes.length);
  for (let offset = 0; offset < words.byteLength; offset += 8) {
    const word = words.getBigUint64(offset, true);
    v[3]! ^= word;
    sipRound(v);
    v[0]! ^= word;
  }
  v[2]! ^= 0xffn;
  for (let round = 0; round < 3; round++) sipRound(v);
  return v[0]! ^ v[1]! ^ v[2]! ^ v[3]!;
}

function sipRound(v: bigint[]): void {
  const mix = (to: number, from: number, bits: bigint) => {
    v[to] = BigInt.asUintN(64, v[to]! + v[from]!);
    v[from] = rotated(v[from]!, bits) ^ v[to]!;
  };
  mix(0, 1, 13n);
  v[0] = rotated(v[0]!, 32n);
  mix(2, 3, 16n);
  mix(0, 3, 21n);
  mix(2, 1, 17n);
  v[2] = rotated(v[2]!, 32n);
}

function rotated(word: bigint, bits: bigint): bigint {
  return BigInt.asUintN(64, word << bits) | word >> (64n - bits);
}
