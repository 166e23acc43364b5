import assert from "node:assert/strict";
import { COMPILE_TARGETS } from "../../scripts/binary/targets.ts";
import { compile } from "../../scripts/compile.ts";
import { runProcess } from "../../scripts/run_process.ts";
import { inFolder } from "../support/folders.ts";
import { isThere } from "./is_there.ts";
import { doMainJob } from "./main_job.ts";
import { SLOW } from "./slow.ts";

/** Another architecture, which this machine can emulate if the files are installed. */
interface OtherMachine {
  readonly target: string;
  /** The emulator, if programs need one to start. */
  readonly starter: readonly string[];
  /** The whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly needs: readonly string[];
}

const EMULATOR = "/usr/bin/qemu-aarch64-static";
const ARM64_ROOT = "/usr/aarch64-linux-gnu";

/** The path of the C++ library for musl: Debian has none, Alpine has `libstdc++`. */
const MUSL_LIBRARIES = Deno.env.get("PENUMBRA_TEST_MUSL_LIBRARIES") ?? "/usr/lib/musl";

const OTHER_MACHINES: readonly OtherMachine[] = [
  {
    target: "linux-arm64",
    starter: [EMULATOR],
    environment: { QEMU_LD_PREFIX: ARM64_ROOT },
    // Debian packages: qemu-user-static, libc6-arm64-cross, libstdc++6-arm64-cross.
    needs: [EMULATOR, `${ARM64_ROOT}/lib/libstdc++.so.6`],
  },
  {
    target: "linux-x64-musl",
    starter: [],
    environment: { LD_LIBRARY_PATH: MUSL_LIBRARIES },
    needs: ["/lib/ld-musl-x86_64.so.1", `${MUSL_LIBRARIES}/libstdc++.so.6`],
  },
];

for (const { target: name, starter, environment, needs } of OTHER_MACHINES) {
  const missing = needs.find((file) => !isThere(file));
  const reason = SLOW || (missing === undefined ? "" : ` (skipped: there is no ${missing})`);
  const story = `the program for ${name} does the main job with an empty environment${reason}`;
  Deno.test(story, { ignore: reason !== "" }, () =>
    inFolder({ "project/": "" }, async (root) => {
      const target = COMPILE_TARGETS.find((it) => it.name === name)!;
      const compiled = await compile(target, { folder: root });
      assert(compiled.ok, JSON.stringify(compiled));
      const surroundings = { cwd: `${root}/project`, clearEnv: true, env: environment };
      const run = (...args: readonly string[]) =>
        runProcess([...starter, compiled.file, ...args], surroundings);
      const { stdout, stderr } = await run("--version");
      assert.match(stdout, new RegExp(`^penumbra .*, ${name}\\)\n$`), stderr);
      await doMainJob(surroundings.cwd, run);
    }));
}
