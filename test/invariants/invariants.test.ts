import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Pdp } from "../../src/pdp/pdp.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { type Catalog, loadCatalog } from "../../src/policies/catalog.ts";
import { CREDENTIAL_RIGHTS } from "./credentials.ts";
import { type Exception, monotony } from "./monotony.ts";
import { resourcesOf, SELF } from "./resources.ts";
import { EVERYTHING, type Ladder, rank, subject } from "./subjects.ts";
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

/** Holds an invariant against the questions that it is about: how many there are, and those that break it. */
function hold(
  about: (question: Answered) => boolean,
  holds: (question: Answered) => boolean,
  swept = everything,
): { questions: number; broken: readonly string[] } {
  let questions = 0;
  const broken: string[] = [];
  for (const question of answered(swept)) {
    if (!about(question)) continue;
    questions++;
    if (!holds(question)) broken.push(describeQuestion(question));
  }
  return { questions, broken };
}

const refused = ({ allowed }: Answered): boolean => !allowed;

it("everything that can be asked is asked", () => {
  expect(everything.length).toBe(28);
  const actions = everything.flatMap(({ kind }) => kind.actions);
  expect(actions.length).toBe(132);
  expect(
    hold(
      () => true,
      () => true,
    ).questions,
  ).toBe(375_012);
});

describe("more role never means less", () => {
  /** The places where the tables give a role less than the one below it. There are none. */
  const EXCEPTIONS: readonly Exception[] = [];

  it.each<{ ladder: Ladder; comparisons: number }>([
    { ladder: "analytics", comparisons: 89_244 },
    { ladder: "experiment", comparisons: 104_400 },
    { ladder: "govern", comparisons: 30 },
    { ladder: "accounts", comparisons: 9 },
    { ladder: "organizationRole", comparisons: 80_592 },
  ])("on the ladder $ladder: $comparisons comparisons", (each) => {
    const { comparisons, exceptions } = monotony(everything, each.ladder);
    expect(exceptions).toEqual(
      EXCEPTIONS.filter(({ ladder }) => ladder === each.ladder),
    );
    expect(comparisons).toBe(each.comparisons);
  });
});

it("nobody may do anything with what belongs to another organization", () => {
  const elsewhere = hold(
    ({ attr }) => attr["organization"] !== "acme",
    refused,
  );
  expect(elsewhere).toEqual({ questions: 128_220, broken: [] });
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
    expect(empty).toEqual({ questions: 50_694, broken: [] });
  });

  it("gives nothing in another project", () => {
    const inAnother = hold(
      ({ attr, subject: { type } }) =>
        type === "user" && attr["project"] === "ios",
      refused,
    );
    expect(inAnother).toEqual({ questions: 78_930, broken: [] });
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
    expect(own).toEqual({ questions: 24_012, broken: [] });
  });

  it("by being written otherwise than in the request: the highest role of all may not", async () => {
    // SELF in upper case, in mixed case, and with the Kelvin sign, whose lower case is k.
    const subjects = [
      SELF.toUpperCase(),
      "Kim@acme.example",
      SELF.replace("k", "\u212A"),
    ].map((id) => subject("user", EVERYTHING, id));
    const swept = await Promise.all(
      ["project_member", "organization_member", "user_profile"].map((name) => {
        const kind = catalog.kind(name);
        const own = resourcesOf(kind).filter(({ user }) => user === SELF);
        return sweepKind(pdp, kind, subjects, own);
      }),
    );
    expect(hold(({ action }) => action !== "view", refused, swept)).toEqual({
      questions: 4_116,
      broken: [],
    });
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
    expect(limited).toEqual({ questions: 1_719, broken: [] });
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
    expect(groups).toEqual({ questions: 15, broken: [] });
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
    expect(made).toEqual({ questions: 39, broken: [] });
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
  expect(losing).toEqual({ questions: 45, broken: [] });
});

describe("a credential may do what the tables list, and nothing else", () => {
  it.each([
    { type: "management_api", allowed: 4_448, questions: 42_858 },
    { type: "scim", allowed: 728, questions: 42_858 },
    { type: "unknown", allowed: 0, questions: 42_858 },
  ] as const)("$type: $allowed of $questions questions", (each) => {
    const rights = CREDENTIAL_RIGHTS[each.type];
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
    const isItself = ({ subject: { type } }: Answered): boolean =>
      type === each.type;
    expect(
      hold(isItself, (question) => question.allowed === listed(question)),
    ).toEqual({ questions: each.questions, broken: [] });
    expect(
      hold((question) => isItself(question) && question.allowed, listed),
    ).toEqual({ questions: each.allowed, broken: [] });
  });
});

describe("for everybody", () => {
  it("an action that no policy knows is refused", () => {
    const unknown = hold(({ action }) => action === UNKNOWN_ACTION, refused);
    expect(unknown).toEqual({ questions: 36_021, broken: [] });
  });

  it("nobody changes an e-mail address", () => {
    const email = hold(({ action }) => action === "change_email", refused);
    expect(email).toEqual({ questions: 48, broken: [] });
  });

  it("nobody changes anything of another's profile", () => {
    const another = hold(
      ({ kind, attr }) => kind.name === "user_profile" && attr["user"] !== SELF,
      refused,
    );
    expect(another).toEqual({ questions: 192, broken: [] });
  });

  it("only an owner deletes content, and only once it is archived", () => {
    const deleted = hold(
      ({ kind, action, allowed }) =>
        allowed && kind.name === "content" && action === "delete",
      ({ attr: { owners, archived } }) =>
        archived === true && Array.isArray(owners) && owners.includes(SELF),
    );
    expect(deleted).toEqual({ questions: 400, broken: [] });
  });
});
