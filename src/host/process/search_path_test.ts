import assert from "node:assert/strict";
import { findProgram, programFolders, safePath } from "./search_path.ts";

Deno.test("programFolders() leaves out what is relative to the current folder", () => {
  const posix = { isWindows: false, path: ":/usr/bin:.:bin:::../bin:/opt/a b/bin:" };
  assert.deepEqual(programFolders(posix), ["/usr/bin", "/opt/a b/bin"]);
  assert.equal(safePath(posix), "/usr/bin:/opt/a b/bin");
  const windows = {
    isWindows: true,
    path: String.raw`;C:\Git\cmd;.;bin;C:bin;"C:\Program Files\Git\cmd";\\host\tools;`,
  };
  assert.deepEqual(programFolders(windows), [
    "C:\\Git\\cmd",
    "C:\\Program Files\\Git\\cmd",
    "\\\\host\\tools",
  ]);
  assert.equal(
    safePath(windows),
    String.raw`C:\Git\cmd;C:\Program Files\Git\cmd;\\host\tools`,
  );
  assert.deepEqual(programFolders({ isWindows: false, path: undefined }), []);
});

Deno.test("findProgram() finds the first file that may be run", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const name of ["a/git", "b", "c"]) {
      await Deno.mkdir(`${folder}/${name}`, { recursive: true });
    }
    await Deno.writeTextFile(`${folder}/b/git`, "not a program");
    await Deno.writeTextFile(`${folder}/c/git`, "#!/bin/sh\n", { mode: 0o755 });
    const path = ["a", "b", "none", "c"].map((it) => `${folder}/${it}`).join(":");
    assert.equal(await findProgram("git", { isWindows: false, path }), `${folder}/c/git`);
    assert.equal(await findProgram("hg", { isWindows: false, path }), undefined);
    assert.equal(await findProgram("git", { isWindows: false, path: undefined }), undefined);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
