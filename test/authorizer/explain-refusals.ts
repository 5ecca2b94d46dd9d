import fc from "fast-check";
import pMap from "p-map";
import { Checks } from "../../src/authorizer/checks.ts";
import { explain } from "../../src/authorizer/explain.ts";
import type { Explanation } from "../../src/explain/explanation.ts";
import type { DecisionBasis } from "../../src/authorizer/basis.ts";
import type { CheckRequest } from "../../src/authorizer/requests.ts";
import type { Directory } from "../../src/directory/directory.ts";
import type { DirectoryDocument } from "../../src/directory/documents.ts";
import { directoryFromDocuments } from "../../src/directory/from-documents.ts";
import { Catalog, type Kind } from "../../src/policies/catalog.ts";
import type { AnyPolicies } from "../../src/policies/types/policy-types.ts";
import { AT, documentsIn, documentsOf } from "../directories/documents.ts";
import { aim, questionOf } from "../directories/question.ts";
import {
  type Grant,
  type Lifetime,
  type Organization,
  world,
  type World,
} from "../directories/world.ts";
import type { Asked } from "./explain-by-hand.ts";

export type Asking = Omit<DecisionBasis, "directory">;

/** A question that was refused, and what its explanation says. */
export interface Explained extends Asked {
  readonly explanation: Explanation;
}

const SEED = 1;
const WORLDS = 42;
/** In a world, one action of so many is asked about, and in the next world the one after it. */
const STRIDE = 4;
/** Where there is more to change than roles and lists, in every world. */
const isRich = (kind: Kind, action: string): boolean =>
  [...kind.attributes.values()].includes("boolean") || action === "restrict";
/** Of an action, the most refusals for which changes of the same sort are found, or none. */
const PER_SORT = 2;
const PER_ACTION_WITHOUT_CHANGE = 1;

/** A machine that does much else is slow, not wrong. */
export const PATIENT = { deadline: 10_000 };

/** Explains refusals of every action of every kind, in whole directories at random; of changes of all sorts about as many. */
export async function explainRefusals(
  asking: Asking,
): Promise<readonly Explained[]> {
  // As a catalog of one kind, each can be asked about as often as the others.
  const actions = asking.catalog.kinds.flatMap((kind) =>
    kind.actions.map((name, action) => ({
      catalog: new Catalog([kind]),
      action,
      stride: isRich(kind, name) ? 1 : STRIDE,
    })),
  );
  const aims = fc.array(aim, {
    minLength: actions.length,
    maxLength: actions.length,
  });
  const samples = fc.sample(fc.tuple(world, aims), {
    seed: SEED,
    numRuns: WORLDS,
  });
  const found: Explained[] = [];
  const counts = new Map<string, number>();
  for (const [index, [anyWorld, anyAims]] of samples.entries()) {
    const documents = documentsOf(varied(anyWorld, index));
    const asked = actions.flatMap(
      ({ catalog, action, stride }, at): Asked[] => {
        const hit = anyAims[at];
        if (hit === undefined || (index + at) % stride > 0) return [];
        const question = questionOf(documents, catalog, { ...hit, action });
        return [{ documents, question }];
      },
    );
    const checks = checksOf(asking, documents);
    const answers = await Promise.all(
      asked.map((each) => checks.isAllowed(requestOf(each), PATIENT)),
    );
    const basis = { ...asking, directory: directoryOf(documents) };
    const explained = await pMap(
      asked.filter((_, at) => !answers[at]),
      async (each): Promise<Explained> => ({
        ...each,
        explanation: await explain(basis, requestOf(each), PATIENT),
      }),
      { concurrency: 4 },
    );
    for (const each of explained) {
      const sort = sortOf(each);
      const key = `${actionOf(each)} ${sort}`;
      const count = counts.get(key) ?? 0;
      const most = sort === "" ? PER_ACTION_WITHOUT_CHANGE : PER_SORT;
      if (count === most) continue;
      counts.set(key, count + 1);
      found.push(each);
    }
  }
  return found;
}

function actionOf({ question: { kind, action } }: Asked): string {
  return `${kind} ${action}`;
}

/** What sorts of steps a change has. */
function sortOf({ explanation: { change } }: Explained): string {
  return (change?.steps ?? [])
    .map(({ step }) =>
      "of" in step ? `${step.kind} of ${step.of}` : step.kind,
    )
    .join(" and ");
}

/**
 * Of three worlds, two have every module and few roles, assigned per project; in one of these, whatever was granted is over. In every
 * other of those, groups hold what people held: of the first the memberships are over, of the second the grants, of the third both.
 */
function varied({ organizations, ...rest }: World, index: number): World {
  if (index % 3 === 0) return { organizations, ...rest };
  const isOver = index % 3 === 2;
  const byGroups = isOver && index % 2 === 0;
  const modules: Organization["modules"] = ["experiment", "govern", "accounts"];
  const over: { lifetime?: Lifetime } = { lifetime: { expires: -1 } };
  const few = (all: readonly Grant[], lifetime: typeof over): Grant[] =>
    all.slice(0, 2).map((grant) => ({ ...grant, ...lifetime }));
  return {
    ...rest,
    organizations: organizations.map((organization) => ({
      ...organization,
      plan: "enterprise",
      perProject: true,
      modules,
      projects: organization.projects.map(() => modules),
      people: organization.people.map((person) => ({
        ...person,
        grants: byGroups ? [] : few(person.grants, isOver ? over : {}),
      })),
      groups: byGroups
        ? organization.people.map(({ grants }, at) => ({
            app: grants[0]?.app ?? "analytics",
            members: organization.people.map((_, user) => ({
              user: user + 1,
              ...{ lifetime: {}, ...(at === 1 ? {} : over) },
            })),
            grants: few(grants, at === 0 ? {} : over),
          }))
        : organization.groups,
    })),
  };
}

export function requestOf({
  documents,
  question,
}: Asked): CheckRequest<AnyPolicies, string> {
  const { organization, subject, action, kind, id, attr } = question;
  const credentials = documentsIn(documents, "Credential", organization);
  return {
    ...(credentials.some((each) => each.id === subject)
      ? { credential: subject }
      : { user: subject }),
    organization,
    at: AT,
    action,
    resource: { kind, id, attr },
  };
}

/** An authorizer of its own for these documents, which are read with all their checks. */
export function checksOf(
  asking: Asking,
  documents: readonly DirectoryDocument[],
): Checks {
  return new Checks({ ...asking, directory: directoryOf(documents) });
}

/** Made once for the same list of documents. */
function directoryOf(documents: readonly DirectoryDocument[]): Directory {
  const known = directories.get(documents) ?? directoryFromDocuments(documents);
  directories.set(documents, known);
  return known;
}

const directories = new WeakMap<readonly DirectoryDocument[], Directory>();
