/** Loads a directory and resolves the access of its users, and says how long that took. `directories.ts` starts it. */
import { toPrincipal } from "../src/access/principal.ts";
import { resolveAccess } from "../src/access/resolve.ts";
import { loadDirectory } from "../src/directory/load.ts";
import { random } from "./random.ts";
import { type Spread, spreadOf } from "./spread.ts";

export interface DirectoryMeasured {
  readonly loadMilliseconds: number;
  readonly peakMebibytes: number;
  /** Projects in which a user has a role or had one, on average. */
  readonly projectsAUser: number;
  /** Microseconds for `resolveAccess` and `toPrincipal`, for one user. */
  readonly resolve: Spread;
}

/** How many users are resolved in a row; as many before, which do not count. */
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
