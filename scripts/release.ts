/**
 * `deno task release`: all files of a release in one folder. Prints the size of each file; exits 1 if
 * a target could not be compiled, and says why.
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { VERSION } from "../src/base/version.ts";
import { COMPILE_TARGETS, type CompileTarget } from "./binary/targets.ts";
import { bundleForBinary, bundleForUrl, TYPES_FOR_URL } from "./bundle.ts";
import { buildInfo } from "./build_info.ts";
import { compile, OUT_FOLDER } from "./compile.ts";
import { typesForUrl } from "./declarations.ts";
import { licencesOf } from "./licences.ts";
import { readOptions, text } from "./options.ts";
import { billOfMaterials } from "./sbom.ts";
import { zip } from "./zip.ts";

/** Where a release is written, and its URL. */
export interface ReleasePlan {
  readonly folder: string;
  /** The URL of its files; empty if not known yet. */
  readonly url: string;
  readonly targets: readonly CompileTarget[];
}

/** Writes a release; returns the targets that could not be compiled, each with the reason. */
export async function release({ folder, url, targets }: ReleasePlan): Promise<string[]> {
  await Deno.mkdir(folder, { recursive: true });
  const { text: bundle, readable } = await bundleForUrl(await buildInfo("url"));
  const { modules } = await bundleForBinary("");
  const all = [readable, ...modules.values()];
  const licences = await licencesOf(all);
  const write = (name: string, text: string) => Deno.writeTextFile(`${folder}/${name}`, text);
  await write("penumbra.js", `${bundle}\n/*\n${licences.replaceAll("*/", "* /")}*/\n`);
  await write(TYPES_FOR_URL, await typesForUrl());
  await write("LICENCES.txt", licences);
  const installer = await Deno.readTextFile(new URL("install.sh", import.meta.url));
  await write("install.sh", installer.replace("@RELEASE_URL@", url));
  await Deno.chmod(`${folder}/install.sh`, 0o755);
  await write("penumbra.cdx.json", await billOfMaterials(all));
  const files = ["LICENCES.txt", "install.sh", "penumbra.cdx.json", TYPES_FOR_URL, "penumbra.js"];
  const failures: string[] = [];
  const unpacked = await Deno.makeTempDir();
  try {
    for (const target of targets) {
      const compiled = await compile(target, { folder: unpacked });
      if (compiled.ok) files.push(await pack(compiled.file, target, folder));
      else failures.push(`${target.name}: ${compiled.reason}`);
    }
  } finally {
    await Deno.remove(unpacked, { recursive: true });
  }
  const sums = await Promise.all(
    files.sort().map(async (name) => `${await sha256(`${folder}/${name}`)}  ${name}\n`),
  );
  await write("SHA256SUMS", sums.join(""));
  return failures;
}

/** Packs a program in the format of its system; the same program gives the same bytes. */
async function pack(file: string, { name, executable }: CompileTarget, folder: string) {
  if (name.startsWith("windows")) {
    const archive = zip([{ name: executable, bytes: await Deno.readFile(file) }]);
    await Deno.writeFile(`${folder}/penumbra-${name}.zip`, archive);
    return `penumbra-${name}.zip`;
  }
  const packed = `penumbra-${name}.gz`;
  const target = createWriteStream(`${folder}/${packed}`);
  await pipeline(createReadStream(file), createGzip(), target);
  return packed;
}

async function sha256(file: string): Promise<string> {
  return createHash("sha256").update(await Deno.readFile(file)).digest("hex");
}

/** Makes the requested release, and returns the exit code. */
async function main(): Promise<number> {
  const { url, tag, out: folder } = readOptions("release", {
    url: text("url", "The URL of its files, for install.sh", ""),
    tag: text("tag", "The tag, which must be that of this version", `v${VERSION}`),
    out: text("folder", "Where to write", OUT_FOLDER),
  });
  if (tag !== `v${VERSION}`) {
    console.error(`Cannot release ${tag}: the version is ${VERSION}, in src/base/version.ts`);
    return 2;
  }
  const failures = await release({ folder, url, targets: COMPILE_TARGETS });
  const names = [...Deno.readDirSync(folder)].filter((it) => it.isFile).map((it) => it.name);
  for (const name of names.sort()) {
    const { size } = Deno.statSync(`${folder}/${name}`);
    console.log(`${(size / 1e6).toFixed(1).padStart(6)} MB  ${name}`);
  }
  for (const failure of failures) console.error(`Cannot compile for ${failure}`);
  return failures.length === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main());
