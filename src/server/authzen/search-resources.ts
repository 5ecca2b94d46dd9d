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
 * The resources of one kind on which a subject may take an action. It searches only resources that the directory holds
 * in the subject's organization, and that have the properties of the request.
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
      // Ordered by id, and flags with the same id by project.
      key: ({ id, attr }) => `${id}\0${textOf(attr["project"])}`,
      window: MAX_ACTIONS,
      judge: await judgeOf(
        authorizer,
        { reference, action: action.name, kind: kind.name },
        options,
      ),
    },
    // One query plan is enough for all resources, so their number has no limit.
    { ...limits, scanned: Infinity },
  );
  return { results: found.map((each) => toEntity(kind, each)), next };
}

/** The resource in a result, with the properties that a later request about it must give. */
function toEntity(kind: Kind, resource: Resource): ResourceEntity {
  return {
    type: kind.name,
    id: resource.id,
    properties: identifyingAttributes(kind, resource),
  };
}

/** @throws {ApiError} if resources of this kind cannot be searched */
function assertHeld(
  kind: Kind,
  held: readonly Resource[] | undefined,
): readonly Resource[] {
  if (held !== undefined) return held;
  const message = `The directory does not hold resources of the kind ${kind.name}, so they cannot be searched. It holds ${HELD_KINDS.join(", ")}.`;
  throw badRequest([{ pointer: "/resource/type", message }]);
}

/** @throws {ApiError} if the kind has no such attribute */
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

/**
 * Judges with one query plan. If the plan of other policies cannot be evaluated in process, it asks about each
 * resource.
 */
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
