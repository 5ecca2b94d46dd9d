import { nounFor } from "../../kinds/nouns.ts";
import { fill, type Template } from "../../kinds/template.ts";
import type { Decision } from "../decision.ts";
import { organizationOf } from "../resource.ts";
import { mayPhrase } from "./actions.ts";
import { a } from "./articles.ts";
import { rolesPhrase } from "./roles.ts";

/** A decision without its explanation. */
export type Unexplained = Omit<Decision, "reason">;

/** Fills a template of `kinds/` for a decision. */
export function filled(template: Template, decision: Unexplained): string {
  const { subject, action, resource, roles } = decision;
  const noun = nounFor(resource.kind);
  return fill(template, {
    name: subject.name,
    noun,
    "a noun": a(noun),
    organization: organizationOf(resource),
    roles: rolesPhrase(roles),
    may: mayPhrase(action),
  });
}
