import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { mayRead } from "../files/file_system.ts";
import { exists, withoutLinks } from "../files/links.ts";
import { mappedName } from "./own_name.ts";

/**
 * Whether a bare name in the module at a `file:` URL leads to a package that was installed, so to no
 * file of the user's own. False as well where that cannot be told: names can be mapped to anything,
 * and a package may be a link into the same project.
 */
export async function leadsToPackage(name: string, url: string): Promise<boolean> {
  const mapped = mappedName(name);
  if (mapped !== undefined) return /^(?:npm|jsr|https?|node):/.test(mapped);
  const [, packageName] = /^((?:@[^/]+\/)?[^/@#~.][^/]*)(?:\/|$)/.exec(name) ?? [];
  if (packageName === undefined) return false;
  for (let folder = dirname(fileURLToPath(url));; folder = dirname(folder)) {
    if (!mayRead(folder)) return false;
    const path = join(folder, "node_modules", packageName);
    if (await exists(path)) return /[/\\]node_modules[/\\]/.test(await withoutLinks(path));
    if (folder === dirname(folder)) return false;
  }
}
