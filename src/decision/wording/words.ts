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
  // Most templates have one or two of them, and every decision has a sentence.
  return fill(template, {
    name: subject.name,
    noun,
    get "a noun"() {
      return a(noun);
    },
    get organization() {
      return organizationOf(resource);
    },
    get roles() {
      return rolesPhrase(roles);
    },
    get may() {
      return mayPhrase(action);
    },
  });
}
