/** Loads a directory, resolves the access of its users, and prints the times. `load-directory.ts` starts it. */
import { toPrincipal } from "../src/access/principal.ts";
import { resolveAccess } from "../src/access/resolve.ts";
import { loadDirectory } from "../src/directory/load.ts";
import { random } from "./random.ts";
import { type Spread, spreadOf } from "./spread.ts";

export interface DirectoryMeasured {
  readonly loadMilliseconds: number;
  readonly peakMebibytes: number;
  /** The average number of projects in which a user has or had a role. */
  readonly projectsAUser: number;
  /** Microseconds for `resolveAccess` and `toPrincipal` of one user. */
  readonly resolve: Spread;
}

/** The number of users that are resolved in a row. The same number before them does not count. */
const RESOLVED = 20_000;

async function measure(folder: string): Promise<DirectoryMeasured> {
  const start = performance.now();
  const directory = await loadDirectory(folder);
  const loadMilliseconds = performance.now() - start;
  const peakMebibytes = process.resourceUsage().maxRSS / 1024;

  const [{ organization, users } = fail()] = directory.organizations;
  const next = random(3);
  const at = Date.now();
  const samples: number[] = [];
  let projects = 0;
  for (let count = -RESOLVED; count < RESOLVED; count++) {
    const user = users[next(users.length)]?.id ?? "";
    const from = performance.now();
    const access = resolveAccess(directory, {
      user,
      organization: organization.id,
      at,
    });
    toPrincipal(access);
    const milliseconds = performance.now() - from;
    if (count < 0) continue;
    samples.push(milliseconds * 1000);
    projects += access.projects.length;
  }
  return {
    loadMilliseconds,
    peakMebibytes,
    projectsAUser: projects / RESOLVED,
    resolve: spreadOf(samples),
  };
}

function fail(): never {
  throw new Error("The directory has no organization.");
}

const [folder = ""] = process.argv.slice(2);
console.log(JSON.stringify(await measure(folder)));
