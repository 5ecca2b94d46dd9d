/** Answers with Cedar what its parent process asks. `cedar.ts` starts it. */
import { setFlagsFromString } from "node:v8";
import type { Principal } from "../../src/model/principal.ts";
import cedar, {
  type StatefulAuthorizationCall,
} from "@cedar-policy/cedar-wasm/nodejs";
import type { Flag } from "../data-set/flags.ts";

/** With questions: get ready for them. Without: answer those of this number. */
export interface CedarRequest {
  readonly number: number;
  readonly questions?: readonly CedarQuestion[];
}

export interface CedarQuestion {
  readonly principal: Principal;
  readonly flag: Flag;
}

/** For each question a digit, 1 for yes and 0 for no; absent where it is ready for them. */
export interface CedarResponse {
  readonly answers?: string;
}

const POLICIES = `
permit (principal is User, action == Action::"edit", resource is Flag)
when {
  principal.organization == resource.organization &&
  (
    principal.member.contains(resource.project) ||
    principal.manager.contains(resource.project) ||
    principal.admin.contains(resource.project)
  ) &&
  (resource.access == "everyone" || resource.editors.contains(principal))
};

permit (principal is User, action == Action::"edit", resource is Flag)
when {
  principal.organization == resource.organization &&
  principal.organizationRole == "admin" &&
  principal.admin.contains(resource.project)
};
`;

const POLICY_SET = "flags";
const prepared = new Map<number, readonly StatefulAuthorizationCall[]>();

function toCall({ principal, flag }: CedarQuestion): StatefulAuthorizationCall {
  const { organization, organizationRole, experiment } = principal.attr;
  const user = { type: "User", id: principal.id };
  const resource = { type: "Flag", id: flag.id };
  return {
    principal: user,
    action: { type: "Action", id: "edit" },
    resource,
    context: {},
    preparsedPolicySetId: POLICY_SET,
    entities: [
      {
        uid: user,
        attrs: {
          organization,
          organizationRole,
          member: [...experiment.member],
          manager: [...experiment.manager],
          admin: [...experiment.admin],
        },
        parents: [],
      },
      {
        uid: resource,
        attrs: {
          ...flag.attr,
          editors: flag.attr.editors.map((id) => ({
            __entity: { type: "User", id },
          })),
        },
        parents: [],
      },
    ],
  };
}

function isAllowed(call: StatefulAuthorizationCall): boolean {
  const answer = cedar.statefulIsAuthorized(call);
  if (
    answer.type === "failure" ||
    answer.response.diagnostics.errors.length > 0
  ) {
    throw new Error(`Cedar cannot judge a request: ${JSON.stringify(answer)}`);
  }
  return answer.response.decision === "allow";
}

function respond(response: CedarResponse): void {
  process.send?.(response);
}

// Where calls of WebAssembly are inlined, Node.js 20 aborts once the code around them has to be compiled anew.
setFlagsFromString("--no-turbo-inline-js-wasm-calls");

const parsed = cedar.preparsePolicySet(POLICY_SET, {
  staticPolicies: POLICIES,
});
if (parsed.type === "failure")
  throw new Error(
    `Cedar cannot read its policies: ${JSON.stringify(parsed.errors)}`,
  );

process.on("message", ({ number, questions }: CedarRequest) => {
  if (questions !== undefined) {
    prepared.set(number, questions.map(toCall));
    respond({});
    return;
  }
  const answers = (prepared.get(number) ?? [])
    .map((call) => (isAllowed(call) ? "1" : "0"))
    .join("");
  respond({ answers });
});
