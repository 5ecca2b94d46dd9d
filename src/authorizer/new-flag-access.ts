import { UnknownNameError } from "../errors/unknown-name-error.ts";
import { initialAccess, type NewFlagAccess } from "../kinds/new-flag.ts";
import type { CallOptions } from "../pdp/pdp.ts";
import { TimeLimit } from "../pdp/time-limit.ts";
import { quote } from "../util/quote.ts";
import type { DecisionBasis } from "./basis.ts";
import type { NewFlagRequest } from "./requests.ts";
import { snapshotFor } from "./snapshot.ts";

/** The access and the editors of a new flag or experiment. See `Authorizer.newFlagAccess`. */
export async function newFlagAccess(
  basis: DecisionBasis,
  { organization, createdBy, createdVia }: NewFlagRequest,
  options?: CallOptions,
): Promise<NewFlagAccess> {
  if (!VIAS.includes(createdVia)) {
    throw new TypeError(
      `createdVia must be ${VIAS.join(" or ")}, but is ${quote(createdVia)}.`,
    );
  }
  for (const [name, id] of Object.entries({ organization, createdBy })) {
    if (typeof (id as unknown) !== "string" || id === "") {
      throw new TypeError(`${name} must be an id.`);
    }
  }
  const timeLimit = new TimeLimit(options);
  timeLimit.signal?.throwIfAborted();
  const query = { id: createdBy, organization };
  const snapshot = await snapshotFor(basis.directory, query, timeLimit);
  const contents = snapshot?.directory.existingOrganization(organization);
  const user = contents?.user(createdBy);
  if (
    contents === undefined ||
    (user ?? contents.credential(createdBy)) === undefined
  ) {
    throw new UnknownNameError("user or credential", createdBy, [], {
      where: `in ${organization}`,
      remedy: "The creator of a flag must be in the directory.",
    });
  }
  if (user === undefined && createdVia === "app") {
    throw new TypeError(
      `${createdBy} is a credential, so createdVia must be management_api.`,
    );
  }
  return initialAccess(contents.organization, createdVia, user?.id);
}

const VIAS: readonly NewFlagRequest["createdVia"][] = ["app", "management_api"];
