import type { Authorizer } from "../../src/authorizer/authorizer.ts";
import type { Contender } from "./contender.ts";

/** Rolebook's own ways to answer. */
export interface RolebookContenders {
  /** Checks that start in one turn of the event loop. Several of them share a request. */
  readonly check: Contender;
  readonly checkMany: Contender;
  /** A query plan, and its answer for each flag. */
  readonly filter: Contender;
  /** The same, but the plan is fetched beforehand. */
  readonly matches: Contender;
}

export function rolebookContenders(authorizer: Authorizer): RolebookContenders {
  return {
    check: {
      name: "Rolebook `check`",
      prepare({ id: user, organization }, flags) {
        const requests = flags.map((resource) => ({
          user,
          organization,
          action: "edit" as const,
          resource,
        }));
        return () =>
          Promise.all(
            requests.map(async (request) => {
              const { allowed } = await authorizer.check(request);
              return allowed;
            }),
          );
      },
    },
    checkMany: {
      name: "Rolebook `checkMany`",
      prepare({ id: user, organization }, flags) {
        const resources = flags.map((resource) => ({
          resource,
          actions: ["edit" as const],
        }));
        return async () => {
          const results = await authorizer.checkMany(
            { user, organization, resources },
            { deadline: 60_000 },
          );
          return results.map(
            ({ decisions: [decision] }) => decision?.allowed === true,
          );
        };
      },
    },
    filter: {
      name: "Rolebook `filter`, plan included",
      prepare({ id: user, organization }, flags) {
        return async () => {
          const filter = await authorizer.filter({
            user,
            organization,
            action: "edit",
            kind: "flag",
          });
          return flags.map((flag) => filter.matches(flag));
        };
      },
    },
    matches: {
      name: "Rolebook `matches`",
      async prepare({ id: user, organization }, flags) {
        const filter = await authorizer.filter({
          user,
          organization,
          action: "edit",
          kind: "flag",
        });
        return () => flags.map((flag) => filter.matches(flag));
      },
    },
  };
}
