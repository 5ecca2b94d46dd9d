import { random } from "../random.ts";
import { PROJECTS } from "./directory.ts";
import { PEOPLE } from "./people.ts";

/** A flag as a service stores it, with the attributes that `policies/_schemas/flag.json` requires. */
export interface Flag {
  readonly kind: "flag";
  readonly id: string;
  readonly attr: {
    readonly organization: string;
    readonly project: string;
    readonly access: "everyone" | "editors";
    readonly editors: string[];
  };
}

/** One in this many is restricted to its editors. */
const RESTRICTED_ONE_IN = 5;

/** One in this many belongs to the other organization. */
const FOREIGN_ONE_IN = 20;

/** Flags of every project of both organizations. The same seed gives the same flags. */
export function flagsOfDataSet(count: number, seed: number): readonly Flag[] {
  const next = random(seed);
  return Array.from({ length: count }, (_, index): Flag => {
    const organization = next(FOREIGN_ONE_IN) === 0 ? "globex" : "acme";
    const project = PROJECTS[next(PROJECTS.length)] ?? "";
    const restricted = next(RESTRICTED_ONE_IN) === 0;
    const listed = PEOPLE.filter(
      ({ listedOnOneIn }) =>
        listedOnOneIn !== undefined && next(listedOnOneIn) === 0,
    );
    return {
      kind: "flag",
      id: `flag-${index}`,
      attr: {
        organization,
        project,
        access: restricted ? "editors" : "everyone",
        editors: restricted
          ? [`author-${next(100)}@acme.example`, ...listed.map(({ id }) => id)]
          : [],
      },
    };
  });
}
