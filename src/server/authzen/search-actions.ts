import { toSubjectReference } from "./subject-reference.ts";
import { fillPage } from "./fill-page.ts";
import type { ActionEntity, ActionSearchRequest } from "./messages.ts";
import type { Results, Search, SearchBasis } from "./search.ts";
import { organizationOfSubject } from "./known-subjects.ts";

/** All actions that a subject may take on a resource. */
export async function searchActions(
  { authorizer, directory, limits }: SearchBasis,
  {
    request: { subject, resource },
    page,
    options,
  }: Search<ActionSearchRequest>,
): Promise<Results<ActionEntity>> {
  const kind = authorizer.catalog.kind(resource.type);
  const contents = organizationOfSubject(directory.current, subject);
  const reference = {
    ...toSubjectReference(subject),
    organization: contents.organization.id,
  };
  const { id, properties: attr } = resource;
  const about = { kind: kind.name, id, attr };
  const { found, next } = await fillPage(
    page,
    {
      all: kind.actions.toSorted(),
      key: (action) => action,
      window: kind.actions.length,
      judge: async (actions) => {
        const [made] = await authorizer.checkMany(
          { ...reference, resources: [{ resource: about, actions }] },
          options,
        );
        return actions.map(
          (_, index) => made?.decisions[index]?.allowed === true,
        );
      },
    },
    limits,
  );
  return { results: found.map((name) => ({ name })), next };
}
