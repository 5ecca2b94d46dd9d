const SHOWN = 100;

/** As many of these as anybody reads, and how many more there are. */
export function reported(all: readonly string[]): readonly string[] {
  return all.length <= SHOWN
    ? all
    : [...all.slice(0, SHOWN), `and ${all.length - SHOWN} more`];
}
