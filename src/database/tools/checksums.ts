/** SHA-384 of a text, in hex. */
export async function sha384(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-384", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (it) => it.toString(16).padStart(2, "0")).join("");
}

/**
 * Flyway's checksum: CRC-32 over the lines without their ends and without a byte order mark, as a
 * signed number.
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
