import type { Renewal, Step } from "../../src/explain/explanation.ts";
import type { Attributes } from "../../src/decision/attributes.ts";
import type {
  DirectoryDocument,
  GroupGrant,
  TimedMember,
  UserGrant,
} from "../../src/directory/documents.ts";
import { PLANS } from "../../src/model/organization.ts";
import type { Kind } from "../../src/policies/catalog.ts";
import {
  APP_ROLES,
  APPS,
  type AppRole,
  ORGANIZATION_ROLES,
} from "../../src/model/roles.ts";
import { AT, documentsIn } from "../directories/documents.ts";
import type { Question } from "../directories/question.ts";

/** A question, and the documents of the directory that it is asked about. */
export interface Asked {
  readonly documents: readonly DirectoryDocument[];
  readonly question: Question;
}

type Documents = readonly DirectoryDocument[];
type Timed = Pick<TimedMember, "starts" | "expires">;

/** Makes steps as a person would: in the documents, or in what is said of the resource. */
export function made(asked: Asked, steps: readonly Step[]): Asked {
  return steps.reduce(make, asked);
}

function make(asked: Asked, step: Step): Asked {
  const { documents, question } = asked;
  switch (step.kind) {
    case "listing": {
      const add = (list: unknown): string[] => [
        ...((list ?? []) as string[]),
        step.user,
      ];
      if (!question.isInDirectory) {
        const list = add(question.attr[step.attribute]);
        return withAttribute(asked, step.attribute, list);
      }
      return changing(asked, (each) =>
        (each.kind === "Flag" || each.kind === "Experiment") &&
        each.kind.toLowerCase() === question.kind &&
        each.id === question.id &&
        each.project === question.attr["project"]
          ? { ...each, [step.attribute]: add(each.editors) }
          : each,
      );
    }
    case "attribute":
      return withAttribute(asked, step.attribute, step.value);
    case "renewal":
      return renew(asked, step);
    case "grant":
      return changing(asked, (each) =>
        isUser(each, step.user)
          ? {
              ...each,
              grants: [
                ...(each.grants ?? []),
                { project: step.project, app: step.app, role: step.role },
              ],
            }
          : each,
      );
    case "organization_role":
      return changing(asked, (each) =>
        isUser(each, step.user) ? { ...each, role: step.role } : each,
      );
    case "module": {
      const add = (modules: readonly string[] = []): never[] =>
        [...new Set([...modules, step.module])] as never[];
      return {
        question,
        documents: documents.map((each) =>
          isOrganization(each, question.organization) ||
          (isOf(documents, question.organization, each) &&
            each.kind === "Project" &&
            each.id === step.project)
            ? { ...each, modules: add(each.modules) }
            : each,
        ),
      };
    }
    case "plan":
      return {
        question,
        documents: documents.map((each) =>
          isOrganization(each, question.organization)
            ? { ...each, plan: step.plan }
            : each,
        ),
      };
  }
}

function withAttribute(
  { documents, question }: Asked,
  name: string,
  value: Attributes[string],
): Asked {
  const attr = { ...question.attr, [name]: value };
  return { documents, question: { ...question, attr } };
}

/** Changes the documents of the organization whose user asks. */
function changing(
  { documents, question }: Asked,
  change: (document: DirectoryDocument) => DirectoryDocument,
): Asked {
  return {
    question,
    documents: documents.map((each) =>
      isOf(documents, question.organization, each) ? change(each) : each,
    ),
  };
}

function isOrganization(
  document: DirectoryDocument,
  id: string,
): document is Extract<DirectoryDocument, { kind: "Organization" }> {
  return document.kind === "Organization" && document.id === id;
}

function isOf(
  documents: Documents,
  organization: string,
  document: DirectoryDocument,
): boolean {
  const all: Documents = documentsIn(documents, document.kind, organization);
  return all.includes(document);
}

function isUser(
  document: DirectoryDocument,
  id: string,
): document is Extract<DirectoryDocument, { kind: "User" }> {
  return document.kind === "User" && same(document.id, id);
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function renew(asked: Asked, step: Renewal): Asked {
  return changing(asked, (each) => {
    if (step.of === "grant") {
      if (!isUser(each, step.user)) return each;
      return {
        ...each,
        grants: renewedGrants(each.grants ?? [], "analytics", step),
      };
    }
    if (each.kind !== "Group" || each.id !== step.group) return each;
    if (step.of === "group_grant") {
      const app = each.app ?? "analytics";
      return { ...each, grants: renewedGrants(each.grants ?? [], app, step) };
    }
    const members = each.members ?? [];
    const last = lastExpired(
      members.flatMap((member) =>
        typeof member === "object" && same(member.user, step.user)
          ? member
          : [],
      ),
    );
    return {
      ...each,
      members: members.map((member) =>
        member === last ? { ...last, expires: LATER } : member,
      ),
    };
  });
}

function renewedGrants<G extends UserGrant | GroupGrant>(
  grants: readonly G[],
  app: string,
  step: Extract<Renewal, { of: "grant" | "group_grant" }>,
): G[] {
  const last = lastExpired(
    grants.filter(
      (each) =>
        each.project === step.project &&
        each.role === step.role &&
        ("app" in each ? each.app : app) === step.app,
    ),
  );
  return grants.map((each) =>
    each === last ? { ...each, expires: LATER } : each,
  );
}

const LATER = new Date(AT + 3_600_000).toISOString();

function lastExpired<T extends Timed>(all: readonly T[]): T | undefined {
  return all.filter(isOver).toSorted((a, b) => endOf(b) - endOf(a))[0];
}

function isOver(timed: Timed): boolean {
  return endOf(timed) <= AT;
}

function endOf({ expires }: Timed): number {
  return expires === undefined ? Infinity : Date.parse(expires);
}

/** All steps that there are for whoever asks, whether or not they are of any use; more than any change is looked for among. */
export function everyStep(
  { documents, question }: Asked,
  kind: Kind,
  attr: Readonly<Record<string, unknown>>,
): readonly Step[] {
  const { organization } = question;
  const user = question.subject.toLowerCase();
  const project = String(attr["project"]);
  const isHere = (grant: GroupGrant): boolean => grant.project === project;
  const groups = documentsIn(documents, "Group", organization);
  const own =
    documentsIn(documents, "User", organization).find(({ id }) =>
      same(id, user),
    )?.grants ?? [];
  return [
    ...[...kind.attributes].flatMap(([attribute, type]): Step[] => {
      if (type === "array") return [{ kind: "listing", user, attribute }];
      if (type !== "boolean") return [];
      return [
        { kind: "attribute", attribute, value: attr[attribute] !== true },
      ];
    }),
    ...own
      .filter(isHere)
      .filter(isOver)
      .map(({ app = "analytics", role }): Step => {
        const what = { user, project, app, role };
        return { kind: "renewal", of: "grant", ...what };
      }),
    ...groups.flatMap(
      ({ id: group, app = "analytics", grants = [] }): Step[] => [
        { kind: "renewal", of: "membership", user, group },
        ...grants
          .filter(isHere)
          .filter(isOver)
          .map(({ role }): Step => {
            const what = { group, project, app, role };
            return { kind: "renewal", of: "group_grant", ...what };
          }),
      ],
    ),
    ...APPS.flatMap((app) =>
      APP_ROLES[app].map((role: AppRole): Step => {
        return { kind: "grant", user, project, app, role };
      }),
    ),
    ...ORGANIZATION_ROLES.map((role): Step => {
      return { kind: "organization_role", user, role };
    }),
    ...(["experiment", "govern", "accounts"] as const).map((module): Step => {
      return { kind: "module", module, project };
    }),
    ...PLANS.map((plan): Step => ({ kind: "plan", plan })),
  ];
}

/** The steps that the smallest change is made of wherever that is possible. */
export function isOrdinary(step: Step): boolean {
  if (step.kind === "organization_role") return step.role !== "admin";
  return step.kind !== "module" && step.kind !== "plan";
}
