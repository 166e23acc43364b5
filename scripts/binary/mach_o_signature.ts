import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";

/**
 * The executable for macOS with a new ad-hoc signature in place of its own: a hash of every page
 * and no certificate, like `codesign --sign -`. Throws if it is not a 64-bit Mach-O file with a
 * signature at its end.
 * https://github.com/apple-oss-distributions/xnu/blob/main/osfmk/kern/cs_blobs.h
 */
export function signAdHoc(executable: Uint8Array, identifier: string): Uint8Array<ArrayBuffer> {
  const { signature, linkEdit, text } = readLayout(executable);
  const limit = signature.offset;
  const pages = Math.ceil(limit / PAGE_BYTES);
  const name = new TextEncoder().encode(`${identifier}\0`);
  const hashesAt = DIRECTORY_BYTES + name.length;
  const directoryBytes = hashesAt + pages * HASH_BYTES;
  const signatureBytes = SUPER_BLOB_BYTES + directoryBytes;

  const bytes = new Uint8Array(limit + signatureBytes);
  bytes.set(executable.subarray(0, limit));
  const view = new DataView(bytes.buffer);
  // The header is hashed, too, so it is corrected first.
  view.setUint32(signature.command + 12, signatureBytes, true);
  const linkEditBytes = limit + signatureBytes - linkEdit.offset;
  view.setBigUint64(linkEdit.command + 48, BigInt(linkEditBytes), true);
  const inMemory = Math.ceil(linkEditBytes / PAGE_BYTES) * PAGE_BYTES;
  view.setBigUint64(linkEdit.command + 32, BigInt(inMemory), true);

  setWords(view, limit, [MAGIC_SUPER_BLOB, signatureBytes, 1, SLOT_DIRECTORY, SUPER_BLOB_BYTES]);
  const directory = limit + SUPER_BLOB_BYTES;
  const [magic, special, scatter, team, spare] = [MAGIC_DIRECTORY, 0, 0, 0, 0];
  setWords(view, directory, [
    ...[magic, directoryBytes, DIRECTORY_VERSION, FLAG_AD_HOC, hashesAt, DIRECTORY_BYTES],
    ...[special, pages, limit, HASH_KIND, spare, scatter, team, spare],
  ]);
  const segment = [0n, BigInt(text.bytes), FLAG_MAIN_BINARY];
  segment.forEach((it, index) => view.setBigUint64(directory + 64 + index * 8, it));
  bytes.set(name, directory + DIRECTORY_BYTES);
  bytes.set(pageHashes(bytes.subarray(0, limit), PAGE_BYTES), directory + hashesAt);
  return bytes;
}

/**
 * Whether the signature of an executable for macOS has the hashes of all its pages, and nothing
 * follows the signature. The signer is not checked.
 */
export function hasValidSignature(executable: Uint8Array): boolean {
  const { signature } = readLayout(executable);
  const view = viewOf(executable);
  const word = (offset: number) => view.getUint32(offset);
  const start = signature.offset;
  if (signature.offset + signature.bytes !== executable.length) return false;
  if (word(start) !== MAGIC_SUPER_BLOB || word(start + 4) > signature.bytes) return false;
  const slots = Array.from({ length: word(start + 8) }, (_, index) => start + 12 + index * 8);
  const slot = slots.find((it) => word(it) === SLOT_DIRECTORY);
  if (slot === undefined) return false;
  const directory = start + word(slot + 4);
  const [magic, length, , , hashesAt, , , pages, limit] = Array.from(
    { length: 9 },
    (_, index) => word(directory + index * 4),
  ) as [number, number, number, number, number, number, number, number, number];
  const kind = word(directory + 36);
  const pageBytes = 2 ** (kind & 0xff);
  if (magic !== MAGIC_DIRECTORY || kind >>> 8 !== HASH_KIND >>> 8) return false;
  if (limit !== signature.offset || pages !== Math.ceil(limit / pageBytes)) return false;
  if (hashesAt + pages * HASH_BYTES > length) return false;
  const hashes = executable.subarray(directory + hashesAt).subarray(0, pages * HASH_BYTES);
  return pageHashes(executable.subarray(0, limit), pageBytes).equals(hashes);
}

const MAGIC_MACH_O_64 = 0xfeedfacf;
const COMMAND_SEGMENT_64 = 0x19;
const COMMAND_SIGNATURE = 0x1d;

const MAGIC_SUPER_BLOB = 0xfade0cc0;
const SUPER_BLOB_BYTES = 20;
const SLOT_DIRECTORY = 0;
const MAGIC_DIRECTORY = 0xfade0c02;
/** The first version that says which segment is executable. */
const DIRECTORY_VERSION = 0x20400;
const DIRECTORY_BYTES = 88;
const FLAG_AD_HOC = 0x2;
const FLAG_MAIN_BINARY = 1n;
const PAGE_BYTES = 4096;
const HASH_BYTES = 32;
/** The length of a hash, SHA-256, no platform, and pages of 2 to the 12th bytes. */
const HASH_KIND = (HASH_BYTES << 24) | (2 << 16) | 12;

/** A part of the file, and its command in the header. */
interface Part {
  readonly command: number;
  readonly offset: number;
  readonly bytes: number;
}

/** The parts of a Mach-O file that a signature depends on. */
function readLayout(executable: Uint8Array): Record<"signature" | "linkEdit" | "text", Part> {
  const view = viewOf(executable);
  if (view.getUint32(0, true) !== MAGIC_MACH_O_64) throw new Error("This is no 64-bit Mach-O");
  const parts = new Map<string, Part>();
  let command = 32;
  for (let left = view.getUint32(16, true); left > 0; left--) {
    const kind = view.getUint32(command, true);
    if (kind === COMMAND_SIGNATURE) {
      const [offset, bytes] = [
        view.getUint32(command + 8, true),
        view.getUint32(command + 12, true),
      ];
      parts.set("signature", { command, offset, bytes });
    } else if (kind === COMMAND_SEGMENT_64) {
      const name = new TextDecoder().decode(executable.subarray(command + 8, command + 24));
      const [offset, bytes] = [40, 48].map((at) => Number(view.getBigUint64(command + at, true)));
      parts.set(name.replace(/\0+$/, ""), { command, offset: offset!, bytes: bytes! });
    }
    command += view.getUint32(command + 4, true);
  }
  const [signature, linkEdit, text] = ["signature", "__LINKEDIT", "__TEXT"].map((it) =>
    parts.get(it)
  );
  if (!signature || !linkEdit || !text) throw new Error("The Mach-O has no signature to replace");
  return { signature, linkEdit, text };
}

function pageHashes(bytes: Uint8Array, pageBytes: number) {
  const hashes: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += pageBytes) {
    hashes.push(createHash("sha256").update(bytes.subarray(start, start + pageBytes)).digest());
  }
  return Buffer.concat(hashes);
}

function setWords(view: DataView, offset: number, words: readonly number[]): void {
  words.forEach((word, index) => view.setUint32(offset + index * 4, word));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
