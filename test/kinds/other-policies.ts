import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Policies of somebody else: their own kinds, derived roles and codes, nothing of Rolebook's. Their `flag` is the flag of a country, and
 * their `content` is that of a container.
 */

const INVOICE = `
apiVersion: api.cerbos.dev/v1
resourcePolicy:
  version: default
  resource: invoice
  importDerivedRoles: [bookkeeping]
  variables:
    local:
      is_open: R.attr.state == "open"
  schemas:
    resourceSchema:
      ref: cerbos:///invoice.json
  rules:
    - name: read
      actions: [view, view_history]
      effect: EFFECT_ALLOW
      derivedRoles: [bookkeeper]
      output:
        when:
          ruleActivated: "true"
    - name: pay
      actions: [pay]
      effect: EFFECT_ALLOW
      derivedRoles: [bookkeeper]
      condition:
        match:
          expr: V.is_open
      output:
        when:
          ruleActivated: "true"
          conditionNotMet: '{"code": "too_late", "reason": "The " + R.kind + " is " + R.attr.state + "."}'
    - name: cancel
      actions: [cancel, ask_again]
      effect: EFFECT_ALLOW
      derivedRoles: [bookkeeper]
      condition:
        match:
          expr: V.is_open
      output:
        when:
          conditionNotMet: '{"code": "not_archived"}'
    - name: send
      actions: [send]
      effect: EFFECT_ALLOW
      derivedRoles: [bookkeeper]
      condition:
        match:
          expr: V.is_open
      output:
        when:
          conditionNotMet: R.attr.output == "number" ? dyn({"code":"odd", "reason":42}) :R.attr.output == "blank" ? dyn({"code":"odd", "reason":"  "}) :R.attr.output == "no code" ? dyn({"reason":"It is closed."}) :R.attr.output == "code 7" ? dyn({"code":7, "reason":"It is closed."}) :R.attr.output == "empty code" ? dyn({"code":"", "reason":"It is closed."}) :R.attr.output == "text" ? dyn("odd") :R.attr.output == "list" ? dyn([{"code":"odd"}]) :R.attr.output == "true" ? dyn(true) :R.attr.output == "null" ? dyn(null) :dyn({"code":"odd", "reason":R.attr.output})
    - name: fail
      actions: [fail]
      effect: EFFECT_ALLOW
      derivedRoles: [bookkeeper]
      condition:
        match:
          expr: V.is_open
      output:
        when:
          conditionNotMet: '{"code": "odd", "reason": R.attr.nowhere}'
    - name: audit
      actions: [audit]
      effect: EFFECT_ALLOW
      roles: [scim]
      condition:
        match:
          expr: V.is_open
    - name: shred
      actions: [shred]
      effect: EFFECT_DENY
      roles: ["*"]
`;

const FLAG = `
apiVersion: api.cerbos.dev/v1
resourcePolicy:
  version: default
  resource: flag
  importDerivedRoles: [bookkeeping, organization]
  schemas:
    resourceSchema:
      ref: cerbos:///flag.json
  rules:
    - name: hoist_any
      actions: [create, hoist]
      effect: EFFECT_ALLOW
      derivedRoles: [bookkeeper]
      condition:
        match:
          expr: P.id in R.attr.editors
      output:
        when:
          ruleActivated: "true"
          conditionNotMet: '{"code": "not_an_editor"}'
`;

const CONTENT = `
apiVersion: api.cerbos.dev/v1
resourcePolicy:
  version: default
  resource: content
  schemas:
    resourceSchema:
      ref: cerbos:///content.json
  rules:
    - name: empty
      actions: [empty]
      effect: EFFECT_ALLOW
      roles: [user]
      condition:
        match:
          expr: R.attr.litres > 0
      output:
        when:
          conditionNotMet: '{"code": "undiscoverable"}'
    - name: lift
      actions: [lift]
      effect: EFFECT_ALLOW
      roles: [scim]
`;

const DERIVED_ROLES = `
apiVersion: api.cerbos.dev/v1
derivedRoles:
  name: bookkeeping
  definitions:
    - name: bookkeeper
      parentRoles: [user]
      condition:
        match:
          expr: R.attr.organization == P.attr.organization && R.attr.project in P.attr.analytics.member
`;

/** A set that is called as one of Rolebook's. */
const ORGANIZATION = `
apiVersion: api.cerbos.dev/v1
derivedRoles:
  name: organization
  definitions:
    - name: colleague
      parentRoles: [user]
      condition:
        match:
          expr: R.attr.organization == P.attr.organization
`;

const TEXT = { type: "string" };
const SCHEMAS = {
  invoice: {
    organization: TEXT,
    project: TEXT,
    state: { enum: ["open", "closed"] },
    output: TEXT,
  },
  flag: {
    organization: TEXT,
    project: TEXT,
    country: TEXT,
    editors: { type: "array", items: TEXT },
  },
  content: { litres: { type: "number" } },
};

/** Writes the policies into a folder of their own. */
export async function writeOtherPolicies(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "rolebook-other-policies-"));
  const files = {
    invoice: INVOICE,
    flag: FLAG,
    content: CONTENT,
    bookkeeping: DERIVED_ROLES,
    organization: ORGANIZATION,
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, `${name}.yaml`), text);
  }
  await mkdir(join(folder, "_schemas"));
  for (const [name, properties] of Object.entries(SCHEMAS)) {
    const required = Object.keys(properties);
    await writeFile(
      join(folder, "_schemas", `${name}.json`),
      JSON.stringify({
        type: "object",
        additionalProperties: false,
        required,
        properties,
      }),
    );
  }
  return folder;
}
