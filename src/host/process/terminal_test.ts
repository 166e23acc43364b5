import assert from "node:assert/strict";
import { openNodeTerminal, openTerminal, wantsColor } from "./terminal.ts";

const MODULE = new URL("./terminal.ts", import.meta.url).href;

for (const open of ["openTerminal", "openNodeTerminal"]) {
  Deno.test(`${open}() writes to both streams and exits with the given code`, async () => {
    const program = `const { ${open} } = await import(${JSON.stringify(MODULE)});
      const terminal = await ${open}();
      terminal.write("stdout", "é".repeat(1000) + "\\n");
      terminal.write("stderr", terminal.isTerminal("stdout") ? "terminal" : "pipe");
      terminal.exit(3);`;
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", program],
    }).output();
    assert.equal(new TextDecoder().decode(stderr), "pipe");
    assert.equal(new TextDecoder().decode(stdout), `${"é".repeat(1000)}\n`);
    assert.equal(code, 3);
  });
}

Deno.test("openNodeTerminal() reports the same current folder as openTerminal()", async () => {
  const [ours, nodes] = await Promise.all([openTerminal(), openNodeTerminal()]);
  assert.deepEqual(nodes.currentFolder(), ours.currentFolder());
  assert.equal(nodes.wantsColor, ours.wantsColor);
  assert.deepEqual(nodes.args, ours.args);
});

/** Whether Python is available, which can create a non-blocking pipe. */
const python = await new Deno.Command("python3", { args: ["--version"] }).output()
  .then(({ success }) => success, () => false);

const PATIENCE = "write() is patient with a full pipe that does not wait";

Deno.test({
  name: python ? PATIENCE : `${PATIENCE} (skipped: there is no python3)`,
  ignore: !python,
  async fn() {
    const program = `const { openTerminal } = await import(${JSON.stringify(MODULE)});
      const lines = Array.from({ length: 50_000 }, (_, index) => "line " + index + "\\n");
      (await openTerminal()).write("stdout", lines.join(""));`;
    const harness = `import os, subprocess, sys, time
reader, writer = os.pipe()
os.set_blocking(writer, False)
child = subprocess.Popen(sys.argv[1:], stdout=writer)
os.close(writer)
time.sleep(0.3)
text = b"".join(iter(lambda: os.read(reader, 65536), b"")).decode()
assert child.wait() == 0
assert text == "".join("line %d\\n" % index for index in range(50000)), len(text)`;
    const { success, stderr } = await new Deno.Command("python3", {
      args: ["-c", harness, Deno.execPath(), "eval", program],
    }).output();
    assert(success, new TextDecoder().decode(stderr));
  },
});

Deno.test.each([
  [{}, undefined],
  [{ NO_COLOR: "1" }, false],
  [{ NO_COLOR: "", FORCE_COLOR: "1" }, true],
  [{ NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  [{ FORCE_COLOR: "0", TERM: "xterm" }, false],
  [{ TERM: "dumb" }, false],
  [{ TERM: "xterm-256color" }, undefined],
])("wantsColor() reads %o as %s", (variables: Record<string, string>, expected) => {
  assert.equal(wantsColor((name) => variables[name]), expected);
});
