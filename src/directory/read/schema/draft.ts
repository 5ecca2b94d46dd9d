import type { PathTree } from "./path-tree.ts";

/**
 * A copy of `value` without the values at the paths of `refused`. List items keep their index: a refused item becomes
 * undefined. Parts that no path leads into are shared with the original.
 */
export function without(value: unknown, refused: PathTree): unknown {
  if (refused.included) return undefined;
  if (refused.isLeaf || typeof value !== "object" || value === null) {
    return value;
  }
  const keep = (key: string | number, each: unknown): unknown => {
    const below = refused.child(key);
    return below === undefined ? each : without(each, below);
  };
  if (Array.isArray(value)) {
    return value.map((each: unknown, index) => keep(index, each));
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, keep(key, each)] as const)
      .filter(([, each]) => each !== undefined),
  );
}
