/** Answers the questions of its parent process with Cedar. `cedar.ts` starts it. */
import { setFlagsFromString } from "node:v8";
import type { Principal } from "../../src/model/principal.ts";
import cedar, {
  type StatefulAuthorizationCall,
} from "@cedar-policy/cedar-wasm/nodejs";
import type { Flag } from "../data-set/flags.ts";

/** With questions, a request to get ready for them. Without, a request to answer the questions of this number. */
export interface CedarRequest {
  readonly number: number;
  readonly questions?: readonly CedarQuestion[];
}

export interface CedarQuestion {
  readonly principal: Principal;
  readonly flag: Flag;
}

/** One digit for each question, 1 for yes and 0 for no. Absent if it only says that it is ready. */
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

// If Node.js 20 inlines calls of WebAssembly, it aborts when the code around them has to be compiled again.
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
