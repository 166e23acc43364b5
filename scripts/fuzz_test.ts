import assert from "node:assert/strict";
import { fuzz, writtenIn } from "./fuzz.ts";

Deno.test("writtenIn() finds what a trace shows as written, and nothing that is only read", () => {
  const trace = `12 openat(AT_FDCWD, "/etc/passwd", O_RDONLY|O_CLOEXEC) = 3
12 openat(AT_FDCWD, "payload", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 4
12 openat(AT_FDCWD, "/dev/null", O_RDWR) = 5
12 symlink("a", "b") = 0
12 unlink("/tmp/x") = 0
12 stat("/tmp/y", 0x7ffe) = -1`;
  assert.deepEqual(writtenIn(trace), ["payload", "a", "/tmp/x", "payload"]);
  const looked = '12 openat(AT_FDCWD, "payload.so", O_RDONLY|O_CLOEXEC) = -1 ENOENT';
  assert.deepEqual(writtenIn(looked), ["payload"]);
});

Deno.test.each(["sqlite", "libsql"] as const)(
  "random SQL on %s crashes nothing, exceeds no limit and touches no file",
  async (engine) => {
    assert.equal(await fuzz(engine, 1, performance.now() + 3_000), undefined);
  },
);
