import { chooseOrganization } from "../../decision/organization.ts";
import { requestedOrganization } from "../../decision/resource.ts";
import { assertAction } from "../../policies/catalog.ts";
import { fillPage } from "./fill-page.ts";
import type { SubjectEntity, SubjectSearchRequest } from "./messages.ts";
import type { Results, Search, SearchBasis } from "./search.ts";
import { existingSubjectType, subjectIds } from "./known-subjects.ts";

/** The number of subjects that are judged at once. Each needs its own request to the PDP. */
const CONCURRENCY = 32;

/** The subjects of one type, in the resource's organization, who may take an action on a resource. */
export async function searchSubjects(
  { authorizer, directory, limits }: SearchBasis,
  {
    request: { subject, action, resource },
    page,
    options,
  }: Search<SubjectSearchRequest>,
): Promise<Results<SubjectEntity>> {
  const type = existingSubjectType(subject.type);
  const kind = authorizer.catalog.kind(resource.type);
  assertAction(kind, action.name);
  const { id, properties: attr } = resource;
  const requested = { kind: kind.name, id, attr };
  const snapshot = { directory: directory.current, isWhole: true };
  const organization = chooseOrganization(
    directory.current,
    requestedOrganization(kind, requested, snapshot) ??
      subject.properties?.organization,
  );
  const about = { organization, action: action.name, resource: requested };
  const { found, next } = await fillPage(
    page,
    {
      all: subjectIds(
        directory.current.existingOrganization(organization),
        type,
      ),
      key: (id) => id,
      window: CONCURRENCY,
      judge: (ids) =>
        Promise.all(
          ids.map((id) =>
            authorizer.isAllowed(
              {
                ...about,
                ...(type === "user" ? { user: id } : { credential: id }),
              },
              options,
            ),
          ),
        ),
    },
    limits,
  );
  return { results: found.map((id) => ({ type, id })), next };
}
