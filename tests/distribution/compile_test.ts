import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { hasValidSignature, signAdHoc } from "../../scripts/binary/mach_o_signature.ts";
import { type Ran, runProcess, succeeds } from "../../scripts/run_process.ts";
import { inFolder, pathsBelow } from "../support/folders.ts";
import { SLOW } from "./slow.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Whether a test may have a namespace without a network. */
const CAN_CUT_OFF = Deno.build.os === "linux" && await succeeds("unshare", "-Urn", "true");

function testBuild(name: string, test: (folder: string) => Promise<void>, reason = ""): void {
  const skipped = SLOW || reason;
  Deno.test(`${name}${skipped}`, { ignore: skipped !== "" }, () => inFolder({}, test));
}

testBuild("two builds are the same to the byte", async (folder) => {
  const hashes: string[] = [];
  for (const name of ["one", "two"]) {
    const { code, stderr } = await compile("--out", `${folder}/${name}`);
    assert.equal(code, 0, stderr);
    const [path = ""] = await pathsBelow(`${folder}/${name}`);
    const bytes = await Deno.readFile(`${folder}/${name}/${path}`);
    hashes.push(createHash("sha256").update(bytes).digest("hex"));
  }
  assert.equal(hashes[0], hashes[1]);
});

testBuild(
  "once fetched, everything is built without a network, and nothing is left in the repository",
  async (folder) => {
    const ran = await compileIn(["unshare", "-Urn"], "--out", folder);
    assert.equal(ran.code, 0, ran.stderr);
    assert.equal((await pathsBelow(folder)).length, 1);
    assert(![...Deno.readDirSync(ROOT)].some(({ name }) => name === "node_modules"));
  },
  CAN_CUT_OFF ? "" : " (skipped: no network namespaces here)",
);

for (const target of ["darwin-x64", "darwin-arm64"]) {
  testBuild(`the signature of ${target} is that of its bytes`, async (folder) => {
    const { code, stderr } = await compile("--target", target, "--out", folder);
    assert.equal(code, 0, stderr);
    const bytes = await Deno.readFile(`${folder}/${target}/penumbra`);
    assert(hasValidSignature(bytes));
    // Any change is noticed, wherever it is, and signing again fixes it.
    for (const offset of [0x1000, bytes.length >> 1]) {
      bytes[offset]! ^= 1;
      assert(!hasValidSignature(bytes), `${offset}`);
      assert(hasValidSignature(signAdHoc(bytes, "penumbra")));
      bytes[offset]! ^= 1;
    }
  });
}

testBuild("deno compile makes it too, or says what it lacks", async (folder) => {
  const { code, stderr } = await compile("--runtime", "deno", "--out", folder);
  if (code === 0) assert.equal((await pathsBelow(folder)).length, 1);
  else assert.match(stderr, /^Cannot compile for \S+: the base that deno compile builds on/);
});

testBuild("a target that there is not is named, with those that there are", async () => {
  const { code, stderr } = await compile("--target", "linux-x46");
  assert.equal(code, 2);
  assert.match(stderr, /^Cannot use "linux-x46" for --target: it takes linux-x64, /);
});

function compile(...args: readonly string[]): Promise<Ran> {
  return compileIn([], ...args);
}

/** Runs `deno task compile` in a wrapper that isolates it. */
function compileIn(wrapper: readonly string[], ...args: readonly string[]): Promise<Ran> {
  const script = [Deno.execPath(), "run", "-A", "--frozen", "scripts/compile.ts"];
  return runProcess([...wrapper, ...script, ...args], { cwd: ROOT, env: { NO_COLOR: "1" } });
}
