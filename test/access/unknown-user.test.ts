import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toPrincipal } from "../../src/access/principal.ts";
import { resolveAccess } from "../../src/access/resolve.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { directoryOf, enterprise, user } from "../support/acme.ts";

/** What every user of an organization may do, whatever their role in it, is closed to those who are no users of it. */

const NO_ACCESS = "dana@acme.example";
const UNKNOWN = "nobody@acme.example";
const OWN_PROFILE = [
  "edit_name",
  "edit_title",
  "edit_team",
  "change_password",
  "edit_email_subscriptions",
  "connect_slack",
];

let pdp: EmbeddedPdp;
beforeAll(async () => {
  pdp = await startPdp();
});
afterAll(() => pdp.close());

/** What of a profile its own user may change. */
async function allowedOnOwnProfile(id: string): Promise<readonly string[]> {
  const directory = directoryOf(enterprise(user(NO_ACCESS, { role: "none" })));
  const access = resolveAccess(directory, {
    user: id,
    organization: "acme",
    at: 0,
  });
  const answers = await pdp.check({
    principal: toPrincipal(access),
    resources: OWN_PROFILE.map((action) => ({
      resource: {
        kind: "user_profile",
        id: action,
        attr: { organization: "acme", user: id },
      },
      actions: [action],
    })),
  });
  return answers
    .flatMap(({ rulings }) => rulings)
    .filter(({ allowed }) => allowed)
    .map(({ action }) => action);
}

describe("the profile of", () => {
  it("a user with No Access is theirs to change", async () => {
    expect(await allowedOnOwnProfile(NO_ACCESS)).toEqual(OWN_PROFILE);
  });

  it("somebody unknown is nobody's to change, not even theirs", async () => {
    expect(await allowedOnOwnProfile(UNKNOWN)).toEqual([]);
  });
});
