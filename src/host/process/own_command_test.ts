import assert from "node:assert/strict";
import { basename } from "node:path";
import { type OwnCommand, ownCommand } from "./own_command.ts";

const SCRIPT = `
  import { ownCommand, openNodeCommand } from "${new URL("own_command.ts", import.meta.url)}";
  console.log(JSON.stringify(await (Deno.args[0] === "node" ? openNodeCommand : ownCommand)()));
`;

/** The command reported by a script that Deno runs with these options. */
async function askedOf(
  options: readonly string[],
  { path, args = [] }: { readonly path: string; readonly args?: readonly string[] },
): Promise<{ command: OwnCommand; script: string }> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "penumbra own " }));
  const script = `${folder}/asks.ts`;
  try {
    await Deno.writeTextFile(script, SCRIPT);
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", ...options, script, ...args],
      env: { PATH: path.replace("<folder>", folder) },
    }).output();
    assert.equal(new TextDecoder().decode(stderr), "");
    return { command: JSON.parse(new TextDecoder().decode(stdout)), script };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const DENO = Deno.execPath();

Deno.test("ownCommand() names Deno and the script, with -A if all permissions are granted", async () => {
  const { command, script } = await askedOf(["-A"], { path: "/none" });
  assert.deepEqual(command, { program: DENO, options: ["run", "-A"], script });
});

Deno.test("ownCommand() names the minimum of permissions if fewer are granted, and reads nothing else", async () => {
  const { command } = await askedOf(["--allow-read"], { path: DENO.replace(/[^/]*$/, "") });
  assert.equal(command.program, DENO);
  assert.equal(command.options.includes("-A"), false);
  assert.equal(command.options.includes("--allow-run=git"), true);
});

Deno.test("ownCommand() uses the bare name if the PATH leads to the same program", async () => {
  const { command } = await askedOf(["-A"], { path: `/none:${DENO.replace(/[^/]*$/, "")}` });
  assert.equal(command.program, basename(DENO));
});

Deno.test("ownCommand() finds the script that deno install has put on the PATH", async () => {
  const folder = await Deno.makeTempDir();
  const installed = (text: string) => Deno.writeTextFile(`${folder}/penumbra`, text);
  const { mainModule } = Deno;
  const before = Deno.env.get("PATH") ?? "";
  try {
    Deno.env.set("PATH", `${folder}:${before}`);
    await installed(`#!/bin/sh\nexec deno run -A '${mainModule}' "$@"\n`);
    assert.deepEqual(await ownCommand(), { program: "penumbra", options: [] });
    await installed(`#!/bin/sh\nexec deno run -A '${mainModule}.other' "$@"\n`);
    assert.notEqual((await ownCommand()).program, "penumbra");
  } finally {
    Deno.env.set("PATH", before);
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("openNodeCommand() names the script that Node or Bun runs", async () => {
  const { command, script } = await askedOf(["-A"], { path: "/none", args: ["node"] });
  assert.deepEqual(command, { program: DENO, options: [], script });
});
