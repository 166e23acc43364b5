/** What the runtime offers, as far as it is used here: this file runs in the compiled program. */
declare const process: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly pid: number;
  dlopen(module: { exports: unknown }, path: string): void;
  getBuiltinModule(name: "node:fs"): typeof import("node:fs");
  getBuiltinModule(name: "node:os"): typeof import("node:os");
};

/** The build makes this the path of the addon inside the program. */
declare const require: (name: "penumbra:addon-file") => string;

/**
 * libSQL's native functions. The runtime unpacks the addon into the temporary folder to load it;
 * where that cannot be written, or nothing in it may run, it is unpacked into the user's cache
 * folder. Where neither works, throws what was found, with a hint.
 */
export function loadAddon(): unknown {
  const embedded = require("penumbra:addon-file");
  try {
    return load(embedded);
  } catch (inTemporary) {
    const folder = cacheFolder();
    try {
      return load(unpack(embedded, folder));
    } catch (inCache) {
      const temporary = process.getBuiltinModule("node:os").tmpdir();
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

/** Where programs keep what can be made again, by the custom of each system. */
function cacheFolder(): string {
  const { env, platform } = process;
  const home = process.getBuiltinModule("node:os").homedir();
  if (platform === "win32") return `${env["LOCALAPPDATA"] || home}\\penumbra`;
  if (platform === "darwin") return `${home}/Library/Caches/penumbra`;
  return `${env["XDG_CACHE_HOME"] || `${home}/.cache`}/penumbra`;
}

/** The path of a copy in the folder, the same to the byte; one that is there already will do. */
function unpack(embedded: string, folder: string): string {
  const fs = process.getBuiltinModule("node:fs");
  const bytes = fs.readFileSync(embedded);
  const path = `${folder}/${embedded.replace(/^.*[/\\]/, "")}`;
  if (fs.existsSync(path) && bytes.equals(fs.readFileSync(path))) return path;
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Another process may be at it too: whoever is last gives the file its name, with the same bytes.
  const temporary = `${path}.${process.pid}`;
  fs.writeFileSync(temporary, bytes, { mode: 0o600 });
  try {
    fs.renameSync(temporary, path);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
  return path;
}
