import { Buffer } from "node:buffer";
import { crc32, deflateRawSync } from "node:zlib";

/** One file of an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * A ZIP archive of the files, in this order; the same files give the same bytes, since all have the first
 * time that the format can express. Each must be smaller than 4 GB, its name ASCII.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function zip(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const packed = deflateRawSync(bytes, { level: 6 });
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(NEEDED_VERSION, 0);
    facts.writeUInt16LE(METHOD_DEFLATE, 4);
    facts.writeUInt16LE(FIRST_DAY, 8);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const nameBytes = Buffer.from(name, "ascii");
    const local = [words(LOCAL_HEADER), facts, nameBytes, packed];
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(words(CENTRAL_HEADER), shorts(NEEDED_VERSION), facts, place, nameBytes);
    parts.push(...local);
    offset += local.reduce((sum, part) => sum + part.length, 0);
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const count = entries.length;
  const end = [words(END_HEADER), shorts(0, 0, count, count), words(length, offset), shorts(0)];
  return new Uint8Array(Buffer.concat([...parts, ...directory, ...end]));
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_HEADER = 0x06054b50;
const NEEDED_VERSION = 20;
const METHOD_DEFLATE = 8;
/** 1 January 1980, in the format of ZIP. */
const FIRST_DAY = (1 << 5) | 1;

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32LE(value >>> 0, index * 4));
  return bytes;
}

function shorts(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2));
  return bytes;
}
