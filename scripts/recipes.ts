/**
 * `deno run -A scripts/recipes.ts --url URL`: recipes for Homebrew, Scoop and mise, from the
 * `SHA256SUMS` of a release, written beside it.
 */
import { VERSION } from "../src/base/version.ts";
import { REPOSITORY } from "./address.ts";
import { OUT_FOLDER } from "./compile.ts";
import { readOptions, text } from "./options.ts";

/** The URL of a release, and the checksums of its files. */
export interface Release {
  /** Without a slash at its end. */
  readonly url: string;
  /** SHA-256 as hex digits, by file name. */
  readonly sums: ReadonlyMap<string, string>;
}

const DESCRIPTION = "Schema migrations for SQLite and libSQL";

/** The recipes by file name. Throws if a file of the release has no checksum. */
export function recipesFor(release: Release): ReadonlyMap<string, string> {
  const { url, sums } = release;
  const file = (name: string) => {
    const sum = sums.get(name);
    if (sum === undefined) throw new Error(`Cannot find ${name} in SHA256SUMS`);
    return { url: `${url}/${name}`, sum };
  };
  const homepage = REPOSITORY || url;
  return new Map([
    ["penumbra.rb", homebrew(file, homepage)],
    ["penumbra.json", scoop(file, homepage)],
    ["mise.toml", mise(file)],
  ]);
}

type FileOf = (name: string) => { readonly url: string; readonly sum: string };

/** https://docs.brew.sh/Formula-Cookbook */
function homebrew(file: FileOf, homepage: string): string {
  const build = (name: string, indent: string) => {
    const { url, sum } = file(`penumbra-${name}.gz`);
    return `${indent}url "${url}"\n${indent}sha256 "${sum}"\n`;
  };
  const both = (system: string) =>
    `    on_arm do\n${build(`${system}-arm64`, "      ")}    end\n` +
    `    on_intel do\n${build(`${system}-x64`, "      ")}    end\n`;
  return `class Penumbra < Formula
  desc "${DESCRIPTION}"
  homepage "${homepage}"
  version "${VERSION}"
  license "MIT"

  on_macos do
${both("darwin")}  end
  on_linux do
${both("linux")}  end

  def install
    bin.install Dir["penumbra*"].first => "penumbra"
    generate_completions_from_executable(bin/"penumbra", "completions", shells: [:bash, :zsh, :fish, :pwsh])
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/penumbra --version")
  end
end
`;
}

/** https://github.com/ScoopInstaller/Scoop/wiki/App-Manifests */
function scoop(file: FileOf, homepage: string): string {
  const { url, sum } = file("penumbra-windows-x64.zip");
  const manifest = {
    version: VERSION,
    description: DESCRIPTION,
    homepage,
    license: "MIT",
    architecture: { "64bit": { url, hash: sum } },
    bin: "penumbra.exe",
  };
  return `${JSON.stringify(manifest, undefined, 4)}\n`;
}

/** https://mise.jdx.dev/dev-tools/backends/http.html */
function mise(file: FileOf): string {
  const platforms = {
    "linux-x64": "linux-x64.gz",
    "linux-arm64": "linux-arm64.gz",
    "macos-x64": "darwin-x64.gz",
    "macos-arm64": "darwin-arm64.gz",
    "windows-x64": "windows-x64.zip",
  };
  const lines = Object.entries(platforms).map(([platform, name]) => {
    const { url, sum } = file(`penumbra-${name}`);
    return `${platform} = { url = "${url}", checksum = "sha256:${sum}" }\n`;
  });
  return `[tools."http:penumbra"]\nversion = "${VERSION}"\nbin = "penumbra"\n\n` +
    `[tools."http:penumbra".platforms]\n${lines.join("")}`;
}

/** The checksums of a `SHA256SUMS`, by file name. */
export function readSums(text: string): ReadonlyMap<string, string> {
  return new Map(
    Array.from(text.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm), ([, sum, name]) => [name!, sum!]),
  );
}

const SCRIPT = {
  command: "deno run -A scripts/recipes.ts",
  does: "Recipes for Homebrew, Scoop and mise, from the SHA256SUMS of a release",
};

if (import.meta.main) {
  const { url, out: folder } = readOptions(SCRIPT, {
    url: text("url", "The URL of the release's files", undefined),
    out: text("folder", "Where these are, and where to write", OUT_FOLDER),
  });
  if (url === undefined) {
    console.error("Cannot make recipes: say with --url where the files of the release are");
    Deno.exit(2);
  }
  const sums = readSums(await Deno.readTextFile(`${folder}/SHA256SUMS`));
  for (const [name, text] of recipesFor({ url: url.replace(/\/$/, ""), sums })) {
    await Deno.writeTextFile(`${folder}/${name}`, text);
    console.log(`${folder}/${name}`);
  }
}
