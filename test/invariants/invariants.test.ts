import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLANS } from "../../src/model/organization.ts";
import type { Pdp } from "../../src/pdp/pdp.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { type Catalog, loadCatalog } from "../../src/policies/catalog.ts";
import { actionsOf, hasProject, KINDS } from "../tables/verdict.ts";
import { CREDENTIAL_RIGHTS } from "./credentials.ts";
import { type Exception, monotony } from "./monotony.ts";
import { principalAttributesRead } from "./reads.ts";
import { acceptedResources } from "./rejections.ts";
import { PLACES, resourcesOf, SELF } from "./resources.ts";
import {
  type Circumstances,
  EVERYTHING,
  type Ladder,
  LADDERS,
  rank,
  subject,
} from "./subjects.ts";
import {
  type Answered,
  answered,
  describeQuestion,
  sweep,
  type SweptKind,
  sweepKind,
  UNKNOWN_ACTION,
} from "./sweep.ts";

/**
 * What must hold whatever the tables say. The real PDP is asked every question there is once; the invariants read its answers.
 */

let pdp: Pdp;
let catalog: Catalog;
let everything: readonly SweptKind[];
beforeAll(async () => {
  pdp = await startPdp();
  catalog = await loadCatalog();
  everything = await sweep(pdp, catalog);
}, 300_000);
afterAll(() => pdp.close());

/** Holds an invariant against the questions that it is about: the kinds of which there are any, and those that break it. */
function hold(
  about: (question: Answered) => boolean,
  holds: (question: Answered) => boolean,
  swept = everything,
): { kinds: readonly string[]; broken: readonly string[] } {
  const kinds = new Set<string>();
  const broken: string[] = [];
  for (const question of answered(swept)) {
    if (!about(question)) continue;
    kinds.add(question.kind.name);
    if (!holds(question)) broken.push(describeQuestion(question));
  }
  return { kinds: [...kinds].sort(), broken };
}

const refused = ({ allowed }: Answered): boolean => !allowed;

/** Every kind that the tables have, and those in a project. */
const ALL = KINDS.toSorted();
const IN_PROJECTS = ALL.filter(hasProject);

describe("everything that can be asked is asked", () => {
  it("of every kind and action that the tables have, and an unknown action", () => {
    const asked = everything.map(({ kind, actions }) => {
      return { kind: kind.name, actions: actions.toSorted() };
    });
    expect(asked.sort((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual(
      ALL.map((kind) => {
        const actions = [...actionsOf(kind), UNKNOWN_ACTION].sort();
        return { kind, actions };
      }),
    );
  });

  it("by users in all circumstances that a policy reads, and every credential", async () => {
    for (const { kind, subjects } of everything) {
      const read = await principalAttributesRead(kind);
      const circumstances = [...read].filter((name) => name !== "organization");
      const users = subjects.filter(({ type }) => type === "user");
      const seen = new Set(
        users.map(({ has }) =>
          circumstances.map((name) => has[name as keyof Circumstances]).join(),
        ),
      );
      expect(seen.size, kind.name).toBe(combinationsOf(read));
      expect(new Set(subjects.map(({ type }) => type)).size).toBe(4);
    }
  });

  it("about all attributes that the tables have, in every place", () => {
    for (const { kind, resources } of everything) {
      const places = hasProject(kind.name)
        ? PLACES
        : [{ organization: "acme" }, { organization: "globex" }];
      const asked = new Set(resources.map(textOfAttributes));
      const missing = places.flatMap((place) =>
        acceptedResources(kind.name)
          .map((attr) => textOfAttributes({ ...attr, ...place }))
          .filter((text) => !asked.has(text)),
      );
      expect(missing, kind.name).toEqual([]);
    }
  });
});

/** How many circumstances differ in what is read. */
function combinationsOf(read: ReadonlySet<string>): number {
  const ladders = Object.entries(LADDERS).filter(([name]) => read.has(name));
  const plans = read.has("organizationPlan") ? PLANS.length : 1;
  return ladders.reduce((all, [, roles]) => all * roles.length, plans);
}

/** Equal for equal attributes, whatever the order of names and of lists. */
function textOfAttributes(attributes: object): string {
  return Object.entries(attributes)
    .map(([name, value]: [string, unknown]) => {
      const text = Array.isArray(value) ? value.toSorted() : value;
      return `${name} ${JSON.stringify(text)}`;
    })
    .sort()
    .join(", ");
}

describe("more role never means less", () => {
  /** The places where the tables give a role less than the one below it. There are none. */
  const EXCEPTIONS: readonly Exception[] = [];

  it.each(Object.keys(LADDERS) as Ladder[])(
    "on the ladder %s",
    async (ladder) => {
      const { comparisons, exceptions } = monotony(everything, ladder);
      expect(exceptions).toEqual(
        EXCEPTIONS.filter((exception) => exception.ladder === ladder),
      );
      expect(comparisons).toBeGreaterThan(0);
      expect(comparisons).toBe(await comparisonsOn(ladder));
    },
  );

  /** Of each user who is not at the top of the ladder with the one above, about every resource and action. */
  async function comparisonsOn(ladder: Ladder): Promise<number> {
    let comparisons = 0;
    for (const { kind, resources, actions } of everything) {
      const read = await principalAttributesRead(kind);
      if (!read.has(ladder)) continue;
      const below = 1 - 1 / LADDERS[ladder].length;
      const pairs = combinationsOf(read) * below;
      comparisons += Math.round(pairs) * resources.length * actions.length;
    }
    return comparisons;
  }
});

it("nobody may do anything with what belongs to another organization", () => {
  const elsewhere = hold(
    ({ attr }) => attr["organization"] !== "acme",
    refused,
  );
  expect(elsewhere).toEqual({ kinds: ALL, broken: [] });
});

describe("a role in no project of its own", () => {
  it("gives nothing inside any project, not even to an organization admin", () => {
    const empty = hold(
      ({ kind, subject: { type, has } }) =>
        type === "user" &&
        kind.attributes.has("project") &&
        [has.analytics, has.experiment, has.govern, has.accounts].every(
          (role) => role === "none",
        ),
      refused,
    );
    expect(empty).toEqual({ kinds: IN_PROJECTS, broken: [] });
  });

  it("gives nothing in another project", () => {
    const inAnother = hold(
      ({ attr, subject: { type } }) =>
        type === "user" && attr["project"] === "ios",
      refused,
    );
    expect(inAnother).toEqual({ kinds: IN_PROJECTS, broken: [] });
  });
});

describe("nobody raises themselves", () => {
  const RAISING = ["project_member", "organization_member", "permission_group"];
  /** Which of the actor's own roles limits what they give; the modules have no managers of their own. */
  const ladderOf = ({ kind, attr }: Answered): Ladder | undefined => {
    if (kind.name === "organization_member") return "organizationRole";
    const { app } = attr;
    return app === "analytics" || app === "experiment" ? app : undefined;
  };
  const isChange = ({ kind, action }: Answered): boolean =>
    RAISING.includes(kind.name) && action !== "view";

  it("by changing their own role in a project or in the organization", () => {
    const own = hold(
      (question) =>
        isChange(question) &&
        question.attr["user"] === SELF &&
        question.subject.type === "user",
      refused,
    );
    expect(own).toEqual({
      kinds: ["organization_member", "project_member"],
      broken: [],
    });
  });

  it("by being written otherwise than in the request: the highest role of all may not", async () => {
    // SELF in upper case, in mixed case, and with the Kelvin sign, whose lower case is k.
    const subjects = [
      SELF.toUpperCase(),
      "Kim@acme.example",
      SELF.replace("k", "\u212A"),
    ].map((id) => subject("user", EVERYTHING, id));
    const kinds = ["organization_member", "project_member", "user_profile"];
    const swept = await Promise.all(
      kinds.map((name) => {
        const kind = catalog.kind(name);
        const own = resourcesOf(kind).filter(({ user }) => user === SELF);
        return sweepKind(pdp, kind, subjects, own);
      }),
    );
    const change = hold(({ action }) => action !== "view", refused, swept);
    expect(change).toEqual({ kinds, broken: [] });
  });

  it("by giving or taking a role above their own, for somebody to hand back", () => {
    const limited = hold(
      (question) =>
        question.allowed &&
        isChange(question) &&
        question.subject.type === "user" &&
        ladderOf(question) !== undefined,
      (question) => {
        const ladder = ladderOf(question) ?? "organizationRole";
        const own = rank(ladder, question.subject.has[ladder]);
        return ["role", "newRole"].every(
          (name) => rank(ladder, question.attr[name]) <= own,
        );
      },
    );
    expect(limited).toEqual({
      kinds: ["organization_member", "project_member"],
      broken: [],
    });
  });

  it("by a group: only an admin, who has no role above, and provisioning, which is no member, change groups", () => {
    const groups = hold(
      (question) =>
        question.allowed &&
        isChange(question) &&
        question.kind.name === "permission_group",
      ({ subject: { type, has } }) =>
        type === "scim" ||
        (type === "user" && has.organizationRole === "admin"),
    );
    expect(groups).toEqual({ kinds: ["permission_group"], broken: [] });
  });

  it("by making an admin: only an admin does, and no credential", () => {
    const made = hold(
      (question) =>
        question.allowed &&
        isChange(question) &&
        question.kind.name === "organization_member" &&
        question.attr["newRole"] === "admin",
      ({ subject: { type, has } }) =>
        type === "user" && has.organizationRole === "admin",
    );
    expect(made).toEqual({ kinds: ["organization_member"], broken: [] });
  });
});

it("an organization keeps an admin with every change of a member, and so with any number of them", () => {
  const losing = hold(
    ({ kind, action, attr, allowed }) =>
      allowed &&
      kind.name === "organization_member" &&
      action !== "view" &&
      attr["role"] === "admin" &&
      (action === "remove" || attr["newRole"] !== "admin"),
    ({ attr }) => Number(attr["adminCount"]) - 1 >= 1,
  );
  expect(losing).toEqual({ kinds: ["organization_member"], broken: [] });
});

describe("a credential may do what the tables list, and nothing else", () => {
  it.each(["management_api", "scim", "unknown"] as const)("%s", (type) => {
    const rights = CREDENTIAL_RIGHTS[type];
    const listed = ({
      kind,
      action,
      attr,
      subject: { has },
    }: Answered): boolean =>
      attr["organization"] === "acme" &&
      rights.some(
        ({ kinds, actions, onlyIf }) =>
          kinds.includes(kind.name) &&
          actions.includes(action) &&
          onlyIf?.(attr, has) !== false,
      );
    const isItself = ({ subject }: Answered): boolean => subject.type === type;
    const every = hold(
      isItself,
      (question) => question.allowed === listed(question),
    );
    expect(every).toEqual({ kinds: ALL, broken: [] });
    // Each of the rights is had by somebody.
    const had = new Set<string>();
    for (const question of answered(everything)) {
      if (!isItself(question) || !question.allowed) continue;
      had.add(`${question.kind.name} ${question.action}`);
    }
    const rightsListed = rights.flatMap(({ kinds, actions }) =>
      kinds.flatMap((kind) => actions.map((action) => `${kind} ${action}`)),
    );
    expect([...had].sort()).toEqual(rightsListed.sort());
  });
});

describe("for everybody", () => {
  it("an action that no policy knows is refused", () => {
    const unknown = hold(({ action }) => action === UNKNOWN_ACTION, refused);
    expect(unknown).toEqual({ kinds: ALL, broken: [] });
  });

  it("nobody changes an e-mail address", () => {
    const email = hold(({ action }) => action === "change_email", refused);
    expect(email).toEqual({ kinds: ["user_profile"], broken: [] });
  });

  it("nobody changes anything of another's profile", () => {
    const another = hold(
      ({ kind, attr }) => kind.name === "user_profile" && attr["user"] !== SELF,
      refused,
    );
    expect(another).toEqual({ kinds: ["user_profile"], broken: [] });
  });

  it("only an owner deletes content, and only once it is archived", () => {
    const deleted = hold(
      ({ kind, action, allowed }) =>
        allowed && kind.name === "content" && action === "delete",
      ({ attr: { owners, archived } }) =>
        archived === true && Array.isArray(owners) && owners.includes(SELF),
    );
    expect(deleted).toEqual({ kinds: ["content"], broken: [] });
  });
});
