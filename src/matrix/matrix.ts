import type { Pdp } from "../pdp/pdp.ts";
import type { Catalog, Kind } from "../policies/catalog.ts";
import { isPattern } from "../policies/tree/pattern.ts";
import { type Answer, ask, conjunction, type MatrixCondition } from "./ask.ts";
import {
  type Column,
  columnsOf,
  SECTION_NAMES,
  type SectionName,
} from "./columns.ts";
import { circumstances } from "./circumstances.ts";
import { type Distance, DISTANCE_TEXTS, DISTANCES } from "./distance.ts";

/** The roles and credentials that may take one action on one kind under one condition. */
export interface MatrixRow {
  readonly kind: string;
  readonly action: string;
  /** The condition of the row's `condition` cells. Absent if there are no such cells. */
  readonly condition?: MatrixCondition | undefined;
  /** By column: allowed always, allowed if the condition holds, or not allowed by this row. */
  readonly cells: Readonly<Record<string, Answer["kind"]>>;
}

export interface MatrixSection {
  readonly name: SectionName;
  readonly columns: readonly string[];
  readonly rows: readonly MatrixRow[];
}

/** Who may do what, as the PDP answers. A kind is in each section whose roles count for it. */
export type Matrix = readonly MatrixSection[];

export interface MatrixOptions {
  /** Only this kind. */
  readonly kind?: string | undefined;
}

/**
 * Asks the PDP about every action of every kind, as a principal of each role and as each credential.
 *
 * Kinds, actions and attributes come from the catalog, and conditions from the PDP's query plans. So a new policy is in
 * the matrix as soon as it is written.
 *
 * @throws {UnknownNameError} if the catalog has no such kind
 * @throws {PdpUnavailableError} if no answer comes in time
 * @throws {PdpRequestError} if the PDP cannot judge a request
 */
export async function buildMatrix(
  pdp: Pdp,
  catalog: Catalog,
  { kind }: MatrixOptions = {},
): Promise<Matrix> {
  const rows = new Map<SectionName, MatrixRow[]>();
  for (const each of kind === undefined
    ? catalog.kinds
    : [catalog.kind(kind)]) {
    for (const [name, found] of await sectionsOf(pdp, each)) {
      rows.set(name, [...(rows.get(name) ?? []), ...found]);
    }
  }
  return SECTION_NAMES.map((name) => ({
    name,
    columns: columnsOf(name).map((column) => column.name),
    rows: rows.get(name) ?? [],
  })).filter((section) => section.rows.length > 0);
}

/**
 * The sections of a kind, with its rows. A kind is in the sections whose sets of derived roles its policy imports. If
 * it imports other sets too, it is also in the sections in which a role makes a difference. If there are none, it is in
 * the section of the organization.
 */
async function sectionsOf(
  pdp: Pdp,
  kind: Kind,
): Promise<ReadonlyMap<SectionName, readonly MatrixRow[]>> {
  await assertKnown(pdp, kind);
  const imported = SECTION_NAMES.filter((name) =>
    kind.derivedRoleSets.includes(name),
  );
  const isAll = imported.length === kind.derivedRoleSets.length;
  const found = new Map<SectionName, readonly ActionAnswers[]>();
  for (const name of isAll ? imported : SECTION_NAMES) {
    const answers = await grid(pdp, kind, name);
    if (imported.includes(name) || answers.some(allowsARole)) {
      found.set(name, answers);
    }
  }
  if (found.size === 0) {
    found.set("organization", await grid(pdp, kind, "organization"));
  }
  return new Map(
    [...found].map(([name, answers]) => [
      name,
      answers.flatMap((each) => rowsOf(kind.name, each)),
    ]),
  );
}

/**
 * Checks that the PDP has a policy for a kind, because a PDP that runs elsewhere may have other policies. A query plan
 * for an unknown kind is just a refusal, but a check is an error.
 */
async function assertKnown(pdp: Pdp, kind: Kind): Promise<void> {
  const [column] = columnsOf("organization");
  if (column === undefined) return;
  const { principal } = column;
  const [attr] = circumstances(kind, principal.id);
  const [action] = kind.actions;
  if (attr === undefined || action === undefined) return;
  const resource = { kind: kind.name, id: kind.name, attr };
  await pdp.check({ principal, resources: [{ resource, actions: [action] }] });
}

/** The answers for one action, by column. */
interface ActionAnswers {
  readonly action: string;
  readonly answers: readonly (readonly [Column, Answer])[];
}

/** The answers for all actions, one action after the other. The columns of one action are enough load for a PDP. */
async function grid(
  pdp: Pdp,
  kind: Kind,
  section: SectionName,
): Promise<readonly ActionAnswers[]> {
  const byRules = new Map<string, Omit<ActionAnswers, "action">[]>();
  const found: ActionAnswers[] = [];
  for (const action of kind.actions) {
    const rules = rulesOf(kind, action);
    let answers = byRules.get(rules);
    if (answers === undefined) {
      answers = await answersFor(pdp, kind, action, columnsOf(section));
      byRules.set(rules, answers);
    }
    found.push(...answers.map((each) => ({ action, ...each })));
  }
  return found;
}

/**
 * A key for the rules of an action. Conditions cannot read the action, so actions with the same rules have the same
 * answers, unless a rule names actions by a pattern.
 */
function rulesOf({ rules }: Kind, action: string): string {
  const hasPattern = rules.some(({ actions }) => actions.some(isPattern));
  if (hasPattern) return action;
  return rules
    .flatMap(({ actions }, at) => (actions.includes(action) ? at : []))
    .join();
}

async function answersFor(
  pdp: Pdp,
  kind: Kind,
  action: string,
  columns: readonly Column[],
): Promise<Omit<ActionAnswers, "action">[]> {
  const found: Omit<ActionAnswers, "action">[] = [];
  for (const distance of DISTANCES) {
    const answers = await Promise.all(
      columns.map(
        async (column) =>
          [column, await at(distance, pdp, kind, action, column)] as const,
      ),
    );
    const isNews = answers.some(([, answer]) => answer.kind !== "never");
    if (distance === "here" || isNews) found.push({ answers });
  }
  return found;
}

/**
 * The answer for resources at a distance. Conditions assume that resources are in the place of the role, so an answer for
 * other places says its distance.
 */
async function at(
  distance: Distance,
  pdp: Pdp,
  kind: Kind,
  action: string,
  column: Column,
): Promise<Answer> {
  const text = DISTANCE_TEXTS[distance];
  // A credential has no roles, so all projects of its organization are the same to it.
  const isNowhere =
    distance === "project" &&
    (column.type === "credential" || !kind.attributes.has("project"));
  if (
    isNowhere ||
    (distance === "organization" && !kind.attributes.has("organization"))
  ) {
    return { kind: "never" };
  }
  const answer = await ask(pdp, kind, action, column, distance);
  if (answer.kind === "never" || text === undefined) return answer;
  const { condition } = { condition: undefined, ...answer };
  const parts = [text, ...(condition === undefined ? [] : [condition.text])];
  return {
    kind: "condition",
    condition: { text: conjunction(parts), codes: [] },
  };
}

/** Whether a role may do something that somebody without a role may not. */
function allowsARole({ answers }: ActionAnswers): boolean {
  const [none, ...others] = answers
    .filter(([{ type }]) => type === "app_role" || type === "organization_role")
    .map(([, answer]) => JSON.stringify(answer));
  return others.some((answer) => answer !== none);
}

/**
 * One row for each condition and one for columns without a condition, in the order of the columns. Empty if nobody may.
 */
function rowsOf(
  kind: string,
  { action, answers }: ActionAnswers,
): readonly MatrixRow[] {
  const keys = answers.map(([, answer]) => JSON.stringify(answer));
  const distinct = [...new Set(keys)].filter((key) => key !== NEVER);
  return (distinct.length === 0 ? [NEVER] : distinct).map((key) => {
    const answer = JSON.parse(key) as Answer;
    return {
      kind,
      action,
      ...("condition" in answer ? { condition: answer.condition } : {}),
      cells: Object.fromEntries(
        answers.map(([{ name }], index) => [
          name,
          keys[index] === key ? answer.kind : "never",
        ]),
      ),
    };
  });
}

const NEVER = JSON.stringify({ kind: "never" });
