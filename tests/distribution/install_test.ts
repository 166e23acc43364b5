import assert from "node:assert/strict";
import {
  firstMissing,
  gzip,
  inMachine,
  makeRelease,
  PROGRAM,
  type Trouble,
  withRelease,
} from "./install_machine.ts";

/** A program that the script needs and that is missing; undefined if there is none. */
const MISSING = firstMissing("sh", "curl", "gzip", "awk");

function testInstall(name: string, test: () => Promise<void>, missing = MISSING): void {
  const ignore = missing !== undefined;
  Deno.test(ignore ? `${name} (skipped: there is no ${missing})` : name, { ignore }, test);
}

/** The output of `uname` and `ldd` on a machine, and the build for it. */
const MACHINES: readonly (readonly [uname: string, ldd: string, target: string])[] = [
  ["Linux x86_64", "ldd (GNU libc) 2.36", "linux-x64"],
  ["Linux aarch64", "ldd (GNU libc) 2.36", "linux-arm64"],
  ["Linux x86_64", "musl libc (x86_64)", "linux-x64-musl"],
  ["Darwin arm64", "", "darwin-arm64"],
  ["Darwin x86_64", "", "darwin-x64"],
];

for (const [uname, ldd, target] of MACHINES) {
  testInstall(`install.sh takes ${target} on ${uname} with "${ldd}"`, async () => {
    await using release = makeRelease([target]);
    await inMachine({ uname, ldd }, async ({ install, folder }) => {
      const { code, stdout, stderr } = await install("--from", release.url);
      assert.equal(code, 0, stderr);
      const program = `${folder}/home/.local/bin/penumbra`;
      assert.match(stdout, new RegExp(`^Installed penumbra 0.1.0 .* as ${program}\nAdd it to `));
      assert.equal(await Deno.readTextFile(program), PROGRAM);
      assert.equal((await Deno.stat(program)).mode! & 0o777, 0o755);
    });
  });
}

testInstall(
  "install.sh puts it where --dir says, over what is there, from its own release",
  async () => {
    await using release = makeRelease(["linux-x64"]);
    await inMachine({ script: withRelease(release.url) }, async ({ install, folder }) => {
      const place = `${folder}/a place with spaces`;
      for (const args of [["--dir", place], [`--dir=${place}`]]) {
        const { code, stderr } = await install(...args);
        assert.equal(code, 0, stderr);
        assert.deepEqual(await names(place), ["penumbra"]);
        await Deno.writeTextFile(`${place}/penumbra`, "an older one");
      }
      const elsewhere = ["--from", release.url.slice(0, -1)];
      assert.equal((await install("--dir", place, ...elsewhere)).code, 0);
      assert.equal(await Deno.readTextFile(`${place}/penumbra`), PROGRAM);
      assert.deepEqual(await names(`${folder}/tmp`), []);
    });
  },
);

testInstall("install.sh needs no word about the PATH where the folder is on it", async () => {
  await using release = makeRelease(["linux-x64"]);
  await inMachine({}, async ({ install, folder }) => {
    const { stdout } = await install("--from", release.url, "--dir", `${folder}/bin`);
    assert.doesNotMatch(stdout, /PATH/);
  });
});

/** The programs of every system on which the script can run. */
const COMMON = "sh gzip awk grep mktemp rm mkdir chmod mv".split(" ");

for (const tools of [["wget", "sha256sum"], ["curl", "shasum"], ["curl", "openssl"]]) {
  testInstall(`install.sh makes do with ${tools.join(" and ")}`, async () => {
    await using release = makeRelease(["linux-x64"]);
    await using broken = makeRelease(["linux-x64"], {
      release: { "penumbra-linux-x64.gz": gzip("") },
    });
    await inMachine({ tools: [...COMMON, ...tools] }, async ({ install, folder }) => {
      const refused = await install("--from", broken.url);
      assert.match(refused.stderr, /the SHA-256 of penumbra-linux-x64\.gz is [0-9a-f]{64}, not/);
      const { code, stderr } = await install("--from", release.url);
      assert.equal(code, 0, stderr);
      assert.equal(await Deno.readTextFile(`${folder}/home/.local/bin/penumbra`), PROGRAM);
    });
  }, MISSING ?? firstMissing(...tools));
}

testInstall(
  "install.sh says what is missing to fetch with, to check with, and to install to",
  async () => {
    await using release = makeRelease(["linux-x64"]);
    const from = ["--from", release.url];
    await inMachine({ tools: COMMON }, async ({ install }) => {
      assert.match((await install(...from)).stderr, /there is neither curl nor wget/);
    });
    await inMachine({ tools: [...COMMON, "curl"] }, async ({ install }) => {
      assert.match((await install(...from)).stderr, /none of sha256sum, shasum and openssl/);
    });
    await inMachine({ home: "" }, async ({ install }) => {
      assert.match((await install(...from)).stderr, /say where with --dir/);
    });
  },
);

/** Problems of a release or a machine, and their messages. */
const TROUBLES: Readonly<Record<string, readonly [Trouble, RegExp]>> = {
  "a file that is not the one of the sums": [
    { release: { "penumbra-linux-x64.gz": gzip("#!/bin/sh\necho evil\n") } },
    /the SHA-256 of penumbra-linux-x64\.gz is [0-9a-f]{64}, not [0-9a-f]{64}/,
  ],
  "a file that the sums do not know": [
    { release: { SHA256SUMS: "0000 penumbra-linux-arm64.gz\n" } },
    /SHA256SUMS does not know penumbra-linux-x64\.gz/,
  ],
  "a release without this machine's build": [
    { release: { "penumbra-linux-x64.gz": undefined } },
    /cannot fetch http:.*\/penumbra-linux-x64\.gz/,
  ],
  "a system without a build": [{ machine: { uname: "FreeBSD amd64" } }, /no build for FreeBSD/],
  "a processor without a build": [{ machine: { uname: "Linux riscv64" } }, /no build for riscv64/],
  "a program that does not run": [{ program: "#!/bin/sh\nexit 1\n" }, /does not run here$/m],
  "a program that does not run on musl": [
    { program: "#!/bin/sh\nexit 1\n", machine: { ldd: "musl libc" }, target: "linux-x64-musl" },
    /does not run here; on Alpine it needs: apk add libgcc libstdc\+\+$/m,
  ],
};

for (const [name, [trouble, words]] of Object.entries(TROUBLES)) {
  testInstall(`install.sh leaves all as it was for ${name}`, async () => {
    await using release = makeRelease([trouble.target ?? "linux-x64"], trouble);
    await inMachine(trouble.machine ?? {}, async ({ install, folder }) => {
      await Deno.writeTextFile(`${folder}/bin/penumbra`, "the one before");
      const { code, stderr } = await install("--from", release.url, "--dir", `${folder}/bin`);
      assert.match(stderr, /^penumbra was not installed: |\npenumbra was not installed: /);
      assert.match(stderr, words);
      assert.equal(code, 1);
      assert.equal(await Deno.readTextFile(`${folder}/bin/penumbra`), "the one before");
      assert.deepEqual(await names(`${folder}/bin`), ["ldd", "penumbra", "uname"]);
      assert.deepEqual(await names(`${folder}/tmp`), []);
    });
  });
}

testInstall("install.sh wants to know which release, and knows its options", async () => {
  await inMachine({}, async ({ install }) => {
    assert.match((await install()).stderr, /name the release with --from URL/);
    assert.match((await install("--from", "ftp://a")).stderr, /name the release with --from URL/);
    assert.match((await install("--dir")).stderr, /--dir needs a value/);
    assert.match((await install("--prefix=/usr")).stderr, /it takes --dir DIR and --from URL/);
  });
});

testInstall("install.sh does nothing when its download was cut off", async () => {
  await using release = makeRelease(["linux-x64"]);
  const script = withRelease(release.url);
  await inMachine({ script: script.slice(0, script.lastIndexOf("main")) }, async ({ install }) => {
    assert.deepEqual(await install(), { code: 0, stdout: "", stderr: "" });
    assert.deepEqual(release.asked, []);
  });
});

async function names(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.map(({ name }) => name).sort();
}
