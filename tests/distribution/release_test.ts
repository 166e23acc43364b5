import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { COMPILE_TARGETS, hostTarget } from "../../scripts/binary/targets.ts";
import { release } from "../../scripts/release.ts";
import { runProcess } from "../../scripts/run_process.ts";
import { serveFolder } from "./loopback.ts";
import { SLOW } from "./slow.ts";

Deno.test({
  name: `a release is whole, the same every time, and what install.sh installs from it runs${SLOW}`,
  ignore: SLOW !== "",
  async fn() {
    const folder = await Deno.makeTempDir();
    const target = hostTarget() ?? COMPILE_TARGETS[0]!;
    try {
      await using server = serveFolder(new URL(`${pathToFileURL(folder).href}/one/`));
      const url = server.url.slice(0, -1);
      for (const name of ["one", "two"]) {
        assert.deepEqual(
          await release({ folder: `${folder}/${name}`, url, targets: [target] }),
          [],
        );
      }
      const sums = await Deno.readTextFile(`${folder}/one/SHA256SUMS`);
      assert.equal(await Deno.readTextFile(`${folder}/two/SHA256SUMS`), sums);
      const names = [...Deno.readDirSync(`${folder}/one`)].map(({ name }) => name).sort();
      assert.deepEqual(
        sums.trim().split("\n").map((line) => line.split("  ")[1]),
        names.filter((name) => name !== "SHA256SUMS"),
      );
      const installed = await shell(`sh "${folder}/one/install.sh" --dir "${folder}/bin"`);
      assert.match(installed, /^Installed penumbra \d/);
      const version = await shell(`"${folder}/bin/penumbra" --version`);
      assert.match(version, new RegExp(`, ${target.name}\\)$`, "m"));
      assert(server.asked.includes("SHA256SUMS"));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

async function shell(line: string): Promise<string> {
  const { code, stdout, stderr } = await runProcess(["sh", "-c", line]);
  assert.equal(code, 0, stderr);
  return stdout;
}
