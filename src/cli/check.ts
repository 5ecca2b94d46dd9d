import pc from "picocolors";
import { decide } from "../decision/decide.ts";
import type { Decision, HeldRole } from "../decision/decision.ts";
import { APP_NAMES, sourcePhrase } from "../decision/phrases.ts";
import { describeResource } from "../decision/resource.ts";
import { findSubject } from "../decision/subject.ts";
import { assertAction } from "../policies/catalog.ts";
import {
  chooseOrganization,
  type CommonOptions,
  type Session,
} from "./context.ts";
import { EXIT } from "./errors.ts";
import type { Outcome } from "./output.ts";

export interface CheckOptions extends CommonOptions {
  readonly kind: string;
  readonly id: string;
  readonly action: string;
  readonly subject: string;
  readonly as?: "management_api" | "scim" | undefined;
  readonly project?: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly at: number;
}

/** `rolebook check`: one decision, explained. */
export async function check(
  { directory, catalog, pdp }: Session,
  { subject: id, as, action, at, ...options }: CheckOptions,
): Promise<Outcome> {
  const organization = chooseOrganization(directory, options.organization, id);
  const kind = catalog.kind(options.kind);
  assertAction(kind, action);
  const resource = describeResource(directory, catalog, {
    ...options,
    organization,
  });
  const subject = findSubject(directory, { id, as, organization, at });
  const decision = await decide(pdp, { subject, action, resource, kind });
  return {
    exitCode: decision.allowed ? EXIT.ok : EXIT.negative,
    text: describeDecision(decision),
    json: decision,
  };
}

function describeDecision(decision: Decision): string {
  const { allowed, subject, action, resource, derivedRoles } = decision;
  const verdict = allowed ? pc.green("ALLOW") : pc.red("DENY ");
  const as = subject.type === "user" ? "" : ` (as ${subject.type})`;
  const facts: [string, string][] = [
    ["why", decision.reason],
    ...decision.roles.map((role): [string, string] => [
      "role",
      heldPhrase(role),
    ]),
    ["derived roles", derivedRoles.join(", ") || "none"],
    allowed
      ? ["rule", `${decision.policy}#${decision.rule ?? "unnamed"}`]
      : ["code", decision.code ?? "none: no rule gives this to the role"],
  ];
  return [
    `${pc.bold(verdict)}  ${subject.id}${as} ${allowed ? "may" : "may not"} ${action} ${resource.kind}:${resource.id}${placePhrase(decision)}`,
    ...facts.map(([name, text]) => `  ${pc.dim(name.padEnd(14))} ${text}`),
  ].join("\n");
}

function placePhrase({ resource: { attr } }: Decision): string {
  const { project } = attr;
  return typeof project === "string" ? ` in project ${project}` : "";
}

/** The role and where it comes from. */
export function heldPhrase(held: HeldRole): string {
  if (held.scope === "organization") {
    return `organization role ${held.role}${held.isDefault ? " (the default)" : ""}`;
  }
  const via = held.via.map(sourcePhrase).join(" and ");
  return `${APP_NAMES[held.app]} ${held.role} in ${held.project}${via === "" ? "" : `, via ${via}`}`;
}
