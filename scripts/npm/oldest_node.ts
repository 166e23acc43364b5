/** The oldest Node that the npm package runs on: its SQLite has an authorizer and limits. */
export const OLDEST_NODE = "24.15";

/** Whether a version of Node, such as `24.22.3`, is that one or a newer one. */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE.split(".").map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
