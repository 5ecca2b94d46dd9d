import type { Principal } from "../../src/model/principal.ts";
import type { PdpRequest } from "../../src/pdp/pdp.ts";

/** An Experiment member of the project web. */
export const MEMBER: Principal = {
  id: "member@acme.example",
  roles: ["user"],
  attr: {
    organization: "acme",
    organizationPlan: "enterprise",
    organizationRole: "member",
    analytics: { viewer: [], member: [], manager: [], admin: [] },
    experiment: { viewer: [], member: ["web"], manager: [], admin: [] },
    govern: { viewer: [], editor: [] },
    accounts: { viewer: [] },
  },
};

/** Asks whether the member may edit a flag. They may if it is open to everyone. */
export function editFlag(attr: Record<string, unknown> = {}): PdpRequest {
  return {
    principal: MEMBER,
    resources: [
      {
        resource: {
          kind: "flag",
          id: "new-checkout",
          attr: {
            organization: "acme",
            project: "web",
            access: "everyone",
            editors: [],
            ...(attr as Record<string, string>),
          },
        },
        actions: ["edit"],
      },
    ],
  };
}
