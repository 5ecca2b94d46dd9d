import type { Value } from "@cerbos/core";
import { PLANS } from "../../src/model/organization.ts";
import { APP_ROLES, APPS } from "../../src/model/roles.ts";
import { attributesOf } from "../tables/cases/attributes.ts";
import { hasProject } from "../tables/verdict.ts";
import { SELF } from "./resources.ts";
import { EVERYTHING, LADDERS, subject } from "./subjects.ts";

/**
 * What the schemas must reject, from what the tables say of attributes and the model of principals. The schemas are not read: one
 * that lets more in than it should is found out.
 */

type Attributes = Readonly<Record<string, Value>>;

/** Attributes that a schema must reject, by what is wrong with them. */
export type Rejections = ReadonlyMap<string, Attributes>;
type Rejection = readonly [what: string, attributes: Attributes];

/** The attributes of a kind's resources, in every combination that the tables have. */
export function acceptedResources(kind: string): readonly Attributes[] {
  const project = hasProject(kind) ? { project: "web" } : {};
  return attributesOf(kind, SELF).map((own) => ({
    organization: "acme",
    ...project,
    ...own,
  }));
}

export function rejectedResources(kind: string): Rejections {
  const accepted = acceptedResources(kind);
  const [first = {}] = accepted;
  return new Map([
    ...Object.keys(first).flatMap((name) => {
      const values = accepted.map((each) => each[name] ?? null);
      return spoilt(first, name, wrong(name, values));
    }),
    ...withMore(first, ["admin", "access", "owner", "project", "roles"]),
    ...unknownCombinations(accepted),
  ]);
}

/** The attributes of a principal who may do whatever anybody may. */
const PRINCIPAL = JSON.parse(
  JSON.stringify(subject("user", EVERYTHING).principal.attr),
) as Attributes;

export function rejectedPrincipals(): Rejections {
  const roles = new Set(APPS.flatMap((app) => [...APP_ROLES[app], "owner"]));
  return new Map([
    ...spoilt(PRINCIPAL, "organization", WRONG_IDS),
    ...spoilt(PRINCIPAL, "organizationPlan", wrongNames(PLANS)),
    ...spoilt(
      PRINCIPAL,
      "organizationRole",
      wrongNames(LADDERS.organizationRole),
    ),
    ...APPS.flatMap((app) => {
      const lists = PRINCIPAL[app] as Attributes;
      const wrongLists = [
        ...APP_ROLES[app].flatMap((role) => spoilt(lists, role, WRONG_LISTS)),
        ...withMore(
          lists,
          [...roles].filter((role) => !(role in lists)),
        ),
      ];
      return [
        ...spoilt(PRINCIPAL, app, [null, "admin", ["admin"], {}, true]),
        ...wrongLists.map(([what, wrongOnes]): Rejection => {
          return [`${app}: ${what}`, { ...PRINCIPAL, [app]: wrongOnes }];
        }),
      ];
    }),
    ...withMore(PRINCIPAL, ["admin", "owner", "projects"]),
  ]);
}

const WRONG_IDS: readonly Value[] = [null, "", 7, true, ["acme"], {}];
/** What no list of projects is. */
const WRONG_LISTS: readonly Value[] = [null, "web", {}, [""], [7], [null]];
/** What no user's id is: as the directory writes it, it is in lower case, in ASCII, without a space. */
const WRONG_USERS: readonly Value[] = [
  ...[null, "", 7, [SELF], "Kim@acme.example", "KIM@acme.example"],
  ...["k\u212Am@acme.example", "\u01C5ordan@acme.example"],
  ...["\u01C6ordan-\u01C5@acme.example", "kim @acme.example"],
];

/** What no attribute of this name is that has such values. */
function wrong(name: string, values: readonly Value[]): readonly Value[] {
  if (name === "organization" || name === "project") return WRONG_IDS;
  if (values.includes(SELF)) return WRONG_USERS;
  const names = values.filter((value) => typeof value === "string");
  if (names.length > 0) return wrongNames(names);
  const [value] = values;
  if (typeof value === "boolean") return [null, "true", "yes", 1, 0, [true]];
  if (typeof value === "number") return [null, "2", "two", -1, 0.5, [1], true];
  return [null, SELF, {}, ...WRONG_USERS.map((user) => [user])];
}

/** What is none of the listed names. */
function wrongNames(names: readonly string[]): readonly Value[] {
  const [name = ""] = names;
  return [null, "", "something_else", 7, [name], name.toUpperCase()];
}

/** Without the attribute, and with each of these values of it. */
function spoilt(
  attributes: Attributes,
  name: string,
  values: readonly Value[],
): readonly Rejection[] {
  const { [name]: left, ...others } = attributes;
  if (left === undefined) throw new Error(`there is no ${name} to leave out`);
  return [
    [`no ${name}`, others],
    ...values.map((value): Rejection => {
      const text = JSON.stringify(value);
      return [`${name} ${text}`, { ...attributes, [name]: value }];
    }),
  ];
}

function withMore(
  attributes: Attributes,
  names: readonly string[],
): readonly Rejection[] {
  return names
    .filter((name) => !(name in attributes))
    .map((name): Rejection => {
      return [`also ${name}`, { ...attributes, [name]: [] }];
    });
}

/**
 * Of attributes that hold one of several names, the combinations that the tables do not have, such as a role of Govern in
 * Accounts: the tables have every one that there can be.
 */
function unknownCombinations(
  accepted: readonly Attributes[],
): readonly Rejection[] {
  const [first = {}] = accepted;
  const named = Object.entries(first).flatMap(([name, value]) => {
    const isName = typeof value === "string" && !value.includes("@");
    return !isName || name === "organization" || name === "project" ? [] : name;
  });
  const textOf = (each: Attributes): string =>
    named.map((name) => `${name} ${JSON.stringify(each[name])}`).join(", ");
  const known = new Set(accepted.map(textOf));
  const values = named.flatMap((name) => accepted.map((each) => each[name]));
  const unknown = new Map<string, Attributes>();
  for (const each of accepted) {
    for (const name of named) {
      for (const value of new Set(values)) {
        const other = { ...each, [name]: value ?? "" };
        if (!known.has(textOf(other))) unknown.set(textOf(other), other);
      }
    }
  }
  return [...unknown];
}
