import { isDeepStrictEqual } from "node:util";
import type { Authorizer } from "../../authorizer/authorizer.ts";
import { normalizeAttributes } from "../../decision/attributes.ts";
import { UnsupportedPlanError } from "../../filter/unsupported-plan-error.ts";
import {
  HELD_KINDS,
  heldResources,
  identifyingAttributes,
} from "../../kinds/held-resources.ts";
import { MAX_ACTIONS, type Resource } from "../../pdp/pdp.ts";
import { assertAction, type Kind } from "../../policies/catalog.ts";
import type { AnyPolicies } from "../../policies/types/policy-types.ts";
import { UnknownNameError } from "../../errors/unknown-name-error.ts";
import { badRequest } from "../http/errors.ts";
import { pointerPart } from "../http/problem.ts";
import { toSubjectReference } from "./subject-reference.ts";
import { type Candidates, fillPage } from "./fill-page.ts";
import type {
  Properties,
  ResourceEntity,
  ResourceSearchRequest,
} from "./messages.ts";
import type { Results, Search, SearchBasis } from "./search.ts";
import { organizationOfSubject } from "./known-subjects.ts";

/**
 * The resources of one kind, of the subject's organization, to which a subject may do something; of those that the directory holds,
 * and that have the properties which the request gives.
 */
export async function searchResources(
  { authorizer, directory, limits }: SearchBasis,
  {
    request: { subject, action, resource },
    page,
    options,
  }: Search<ResourceSearchRequest>,
): Promise<Results<ResourceEntity>> {
  const kind = authorizer.catalog.kind(resource.type);
  assertAction(kind, action.name);
  const contents = organizationOfSubject(directory.current, subject);
  const organization = contents.organization.id;
  const held = assertHeld(kind, heldResources(contents, kind));
  const isMeant = meets(kind, resource.properties ?? {});
  const reference = { ...toSubjectReference(subject), organization };
  const { found, next } = await fillPage(
    page,
    {
      all: held.filter(isMeant),
      // In the order of ids; flags of one id in several projects, in that of the projects.
      key: ({ id, attr }) => `${id}\0${textOf(attr["project"])}`,
      window: MAX_ACTIONS,
      judge: await judgeOf(
        authorizer,
        { reference, action: action.name, kind: kind.name },
        options,
      ),
    },
    // The PDP is asked once.
    { ...limits, scanned: Infinity },
  );
  return { results: found.map((each) => toEntity(kind, each)), next };
}

/** What is needed to ask about it again. */
function toEntity(kind: Kind, resource: Resource): ResourceEntity {
  return {
    type: kind.name,
    id: resource.id,
    properties: identifyingAttributes(kind, resource),
  };
}

/** @throws {ApiError} where there is nothing to search */
function assertHeld(
  kind: Kind,
  held: readonly Resource[] | undefined,
): readonly Resource[] {
  if (held !== undefined) return held;
  const message = `The directory does not hold resources of the kind ${kind.name}, so they cannot be searched. It holds ${HELD_KINDS.join(", ")}.`;
  throw badRequest([{ pointer: "/resource/type", message }]);
}

/** @throws {ApiError} where the kind has no such attribute */
function meets(
  kind: Kind,
  properties: Properties,
): (resource: Resource) => boolean {
  const wanted = Object.entries(normalizeAttributes(kind, properties));
  const unknown = wanted.filter(([name]) => !kind.attributes.has(name));
  if (unknown.length > 0) {
    throw badRequest(
      unknown.map(([name]) => ({
        pointer: `/resource/properties${pointerPart(name)}`,
        message: new UnknownNameError(
          "attribute",
          name,
          kind.attributes.keys(),
          {
            where: `of ${kind.name}`,
          },
        ).message,
      })),
    );
  }
  return ({ attr }) =>
    wanted.every(([name, value]) => isDeepStrictEqual(attr[name], value));
}

type Judge = Candidates<Resource>["judge"];

/** Judges by one query plan; where a user's own policies have one that cannot be evaluated here, by a decision about each. */
async function judgeOf(
  authorizer: Authorizer<AnyPolicies>,
  {
    reference,
    action,
    kind,
  }: {
    readonly reference: ReturnType<typeof toSubjectReference>;
    readonly action: string;
    readonly kind: string;
  },
  options: Search<unknown>["options"],
): Promise<Judge> {
  try {
    const filter = await authorizer.filter(
      { ...reference, action, kind },
      options,
    );
    return (some) =>
      Promise.resolve(
        some.map(({ id, attr }) => filter.matches({ id, attr: attr })),
      );
  } catch (error) {
    if (!(error instanceof UnsupportedPlanError)) throw error;
    return async (some) => {
      const resources = some.map(({ id, attr }) => ({
        resource: { kind, id, attr: attr },
        actions: [action],
      }));
      const found = await authorizer.checkMany(
        { ...reference, resources },
        options,
      );
      return found.map(
        ({ decisions: [decision] }) => decision?.allowed === true,
      );
    };
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
