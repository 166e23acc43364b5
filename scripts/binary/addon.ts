/** The used part of the runtime; this file runs in the compiled program. */
declare const process: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly pid: number;
  /** Absent on Windows. */
  getuid?(): number;
  dlopen(module: { exports: unknown }, path: string): void;
  getBuiltinModule(name: "node:fs"): typeof import("node:fs");
  getBuiltinModule(name: "node:os"): typeof import("node:os");
};

/** The build makes this the path of the addon inside the program. */
declare const require: (name: "penumbra:addon-file") => string;

/** The build makes this the SHA-256 of the addon, in hex. */
declare const ADDON_SHA256: string;

/** Bun's, which loads faster than `node:crypto`. https://bun.com/docs/runtime/hashing */
declare const Bun: {
  readonly CryptoHasher: new (algorithm: "sha256") => {
    update(bytes: Uint8Array): void;
    digest(encoding: "hex"): string;
  };
};

/**
 * libSQL's native functions. The runtime itself would unpack the addon under a guessable name into a shared
 * folder, and load what it finds there. So it is unpacked into a private folder in the temporary one, or
 * in the user's cache folder, and loaded only as it was verified. If both fail, throws an error with a hint.
 */
export function loadAddon(): unknown {
  const embedded = require("penumbra:addon-file");
  const temporary = process.getBuiltinModule("node:os").tmpdir();
  try {
    const folder = `${temporary}/penumbra-${process.getuid?.() ?? "addon"}`;
    // A missing temporary folder is not created.
    return load(unpack(embedded, { folder, makesAbove: false }));
  } catch (inTemporary) {
    const folder = cacheFolder();
    try {
      return load(unpack(embedded, { folder, makesAbove: true }));
    } catch (inCache) {
      const message = `it can be unpacked and run neither in "${temporary}" nor in "${folder}"`;
      throw Object.assign(new Error(message), {
        notes: [inTemporary, inCache].map((error) => (error as Error).message),
        hint: "Set TMPDIR to a folder that can be written and that programs may be run from",
      });
    }
  }
}

function load(path: string): unknown {
  const module = { exports: {} };
  process.dlopen(module, path);
  return module.exports;
}

/** The folder for caches, by the convention of each system. */
function cacheFolder(): string {
  const { env, platform } = process;
  const home = process.getBuiltinModule("node:os").homedir();
  if (platform === "win32") return `${env["LOCALAPPDATA"] || home}\\penumbra`;
  if (platform === "darwin") return `${home}/Library/Caches/penumbra`;
  return `${env["XDG_CACHE_HOME"] || `${home}/.cache`}/penumbra`;
}

/** The path of an identical copy in the folder that nobody else can change. */
function unpack(
  embedded: string,
  { folder, makesAbove }: { readonly folder: string; readonly makesAbove: boolean },
): string {
  const fs = process.getBuiltinModule("node:fs");
  if (!fs.existsSync(folder)) fs.mkdirSync(folder, { recursive: makesAbove, mode: 0o700 });
  const above = folder.replace(/[/\\][^/\\]*$/, "") || "/";
  if (!isOurs(folder) || !keepsItsEntries(above)) {
    throw new Error(`others may write in "${folder}"`);
  }
  const path = `${folder}/${embedded.replace(/^.*[/\\]/, "")}`;
  if (isOurs(path) && isVerified(path)) return path;
  // Another process may do the same: the last one renames its file, which has the same bytes.
  const temporary = `${path}.${process.pid}`;
  fs.rmSync(temporary, { force: true });
  // On disk before it has its name, so that a crash of the system leaves no other bytes under it.
  fs.writeFileSync(temporary, fs.readFileSync(embedded), { mode: 0o600, flag: "wx", flush: true });
  try {
    fs.renameSync(temporary, path);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
  return path;
}

/**
 * Whether the file has the bytes of the addon. Computing the digest takes a tenth of a `generate`, so it
 * is done once: the state of the file is then kept beside it, and any change to the file changes
 * that.
 */
function isVerified(path: string): boolean {
  const fs = process.getBuiltinModule("node:fs");
  const [state, note] = [stateOf(path), `${path}.verified`];
  if (state !== undefined && isOurs(note) && fs.readFileSync(note, "utf8") === state) return true;
  if (sha256(path) !== ADDON_SHA256) return false;
  if (state !== undefined) {
    fs.rmSync(note, { force: true });
    fs.writeFileSync(note, state, { mode: 0o600, flag: "wx" });
  }
  return true;
}

/**
 * A text that is another one after any change to the file, since nobody can set the time of the last
 * change; undefined on Windows, where that time has another meaning.
 */
function stateOf(path: string): string | undefined {
  if (process.getuid === undefined) return undefined;
  const facts = process.getBuiltinModule("node:fs").lstatSync(path, { bigint: true });
  return [facts.dev, facts.ino, facts.size, facts.mtimeNs, facts.ctimeNs].join(" ");
}

/** Whether it is not a link, belongs to this user, and only this user may write to it. */
function isOurs(path: string): boolean {
  const own = process.getuid?.();
  const facts = process.getBuiltinModule("node:fs").lstatSync(path, { throwIfNoEntry: false });
  if (facts === undefined || facts.isSymbolicLink()) return false;
  return own === undefined || (facts.uid === own && (facts.mode & OTHERS_WRITE) === 0);
}

/** Whether only this user and the superuser can replace files in a folder. */
function keepsItsEntries(folder: string): boolean {
  const own = process.getuid?.();
  const { uid, mode } = process.getBuiltinModule("node:fs").statSync(folder);
  const isTrusted = own === undefined || uid === own || uid === 0;
  return isTrusted && ((mode & OTHERS_WRITE) === 0 || (mode & STICKY) !== 0);
}

const OTHERS_WRITE = 0o022;
const STICKY = 0o1000;

/** The digest of a file, read in pieces: reading it whole takes three times as long. */
function sha256(path: string): string {
  const fs = process.getBuiltinModule("node:fs");
  const hash = new Bun.CryptoHasher("sha256");
  const piece = new Uint8Array(1 << 18);
  const file = fs.openSync(path, "r");
  try {
    for (let size; (size = fs.readSync(file, piece)) > 0;) hash.update(piece.subarray(0, size));
  } finally {
    fs.closeSync(file);
  }
  return hash.digest("hex");
}
